using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Heaptrail.Heap.Reading;

/// <summary>Every error that a snapshot can cause, in one place and one tone: what was found, what was expected, at which byte.</summary>
[StackTraceHidden]
static class Throw
{
    /// <summary>The section of a file that has not come to its data yet.</summary>
    internal const string Header = "the header";

    [DoesNotReturn]
    internal static void FileEnds(string section, long offset) =>
        Format($"file ends inside {section}", "the end of the file", $"more of {section}", offset, IsWorthSaving(section));

    [DoesNotReturn]
    internal static void CompressedDataDamaged(string section, string why, long offset) =>
        Format($"the compressed data is damaged or cut off inside {section} ({why})", why, $"more of {section}", offset, IsWorthSaving(section));

    [DoesNotReturn]
    internal static void NotASnapshot(string found, long offset) =>
        Format($"this is no V8 heap snapshot: found {found}, expected a JSON object that begins with {{\"snapshot\":", found, "{\"snapshot\":", offset);

    [DoesNotReturn]
    internal static void Zstandard(long offset) =>
        Format("this is compressed with zstd, which this reader cannot unpack: unpack it with 'zstd -d' first", "zstd", "JSON or gzip", offset);

    [DoesNotReturn]
    internal static void NotAProfile(string found, long offset) =>
        Format($"this is no sampling heap profile: found {found}, expected a JSON object with \"head\"", found, "a JSON object with \"head\"", offset);

    [DoesNotReturn]
    internal static void FrameInvalid(string section, long offset) =>
        Format($"a \"callFrame\" in {section} that is no proper JSON object, before the place", "something else", "a JSON object", offset);

    [DoesNotReturn]
    internal static void NotACount(string section, string found, long offset) =>
        Format($"'{found}' in {section} where a number from 0 to 2^53 was expected", $"'{found}'", "a number from 0 to 2^53", offset);

    [DoesNotReturn]
    internal static void Unexpected(byte found, string expected, string section, long offset) =>
        Format($"{Describe(found)} in {section} where {expected} was expected", Describe(found), expected, offset);

    [DoesNotReturn]
    internal static void DataAfterEnd(byte found, long offset) =>
        Format($"{Describe(found)} behind the end of the snapshot where nothing was expected", Describe(found), "the end of the file", offset);

    [DoesNotReturn]
    internal static void SectionMissing(string section, long offset) =>
        Format($"the file has no section \"{section}\"", "the end of the snapshot", $"\"{section}\"", offset);

    [DoesNotReturn]
    internal static void SectionTwice(string section, long offset) =>
        Format($"a second section \"{section}\"", $"\"{section}\" again", "each section once", offset);

    [DoesNotReturn]
    internal static void MetaInvalid(string what, long offset) =>
        Format($"the header \"snapshot\" cannot be used: {what}", what, "the header that V8 writes", offset);

    [DoesNotReturn]
    internal static void LimitExceeded(string what, long found, long limit, long offset) =>
        Format($"{what}: {found:N0} exceeds the maximum of {limit:N0}", $"{found:N0} {what}", $"{limit:N0} at most", offset);

    [DoesNotReturn]
    internal static void NumberTooLarge(string section, long offset) =>
        Format($"a number of more than 63 bits in {section}", "a number of more than 63 bits", "an unsigned integer", offset);

    [DoesNotReturn]
    internal static void NumberTooLarge(string section, int bits, long offset) =>
        Format($"a number of more than {bits} bits in {section}", $"a number of more than {bits} bits", "a smaller one", offset);

    [DoesNotReturn]
    internal static void TraceNodeTwice(long node, long id, long first, long offset) =>
        Format($"trace node {node:N0}: id {id} is that of trace node {first:N0} already", $"id {id} twice", "an id of its own for each", offset);

    [DoesNotReturn]
    internal static void IncompleteRecord(string section, int fields, long offset) =>
        Format($"{section} ends within a record of {fields} numbers", "']'", $"records of {fields} numbers", offset);

    [DoesNotReturn]
    internal static void CountDiffers(string what, long found, long expected, long offset) =>
        Format($"{found:N0} {what} in the file, the header promises {expected:N0}", $"{found:N0} {what}", $"{expected:N0}", offset);

    [DoesNotReturn]
    internal static void EdgesDiffer(long found, long expected, long offset) =>
        Format($"{found:N0} edges in the file, the nodes promise {expected:N0}", $"{found:N0} edges", $"{expected:N0}", offset);

    [DoesNotReturn]
    internal static void FieldOutOfRange(string what, long index, string field, long value, long limit, long offset) =>
        Format($"{what} {index:N0}: {field} {value:N0} is outside 0..{limit - 1:N0}", $"{field} {value:N0}", $"0..{limit - 1:N0}", offset);

    [DoesNotReturn]
    internal static void TotalTooLarge(long node, long limit, long offset) =>
        Format($"node {node:N0}: with its self_size, all nodes together have more than {limit:N0} bytes", "more bytes", $"{limit:N0} at most", offset);

    [DoesNotReturn]
    internal static void NotANode(string what, long index, string field, long value, int fields, long offset) =>
        Format($"{what} {index:N0}: {field} {value:N0} is no multiple of {fields}, the fields of a node", $"{field} {value:N0}", $"a multiple of {fields}", offset);

    // Before the first section with data there is nothing that could be saved.
    static bool IsWorthSaving(string section) => section is not (Header or "\"snapshot\"");

    [DoesNotReturn]
    static void Format(string problem, string found, string expected, long offset, bool isCutOff = false) =>
        throw new SnapshotFormatException(problem, offset) { Found = found, Expected = expected, IsCutOff = isCutOff };

    static string Describe(byte found) => found switch
    {
        < 0x20 or 0x7F => $"byte 0x{found:X2}",
        > 0x7F => $"byte 0x{found:X2}",
        _ => $"'{(char)found}'",
    };
}
