using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Heaptrail.Heap.Reading;

/// <summary>Every error that a snapshot can cause, in one place and one tone: what was found, what was expected.</summary>
[StackTraceHidden]
static class Throw
{
    [DoesNotReturn]
    internal static void FileEnds(string section, long offset) =>
        throw new SnapshotFormatException($"file ends inside {section}", offset);

    [DoesNotReturn]
    internal static void NotASnapshot(string found, long offset) =>
        throw new SnapshotFormatException($"this is no V8 heap snapshot: found {found}, expected a JSON object that begins with {{\"snapshot\":", offset);

    [DoesNotReturn]
    internal static void NotAProfile(string found, long offset) =>
        throw new SnapshotFormatException($"this is no sampling heap profile: found {found}, expected a JSON object with \"head\"", offset);

    [DoesNotReturn]
    internal static void FrameInvalid(string section, long offset) =>
        throw new SnapshotFormatException($"a \"callFrame\" in {section} that is no proper JSON object, before the place", offset);

    [DoesNotReturn]
    internal static void NotACount(string section, string found, long offset) =>
        throw new SnapshotFormatException($"'{found}' in {section} where a number from 0 to 2^53 was expected", offset);

    [DoesNotReturn]
    internal static void Unexpected(byte found, string expected, string section, long offset) =>
        throw new SnapshotFormatException($"{Describe(found)} in {section} where {expected} was expected", offset);

    [DoesNotReturn]
    internal static void SectionMissing(string section) =>
        throw new SnapshotFormatException($"the file has no section \"{section}\"", -1);

    [DoesNotReturn]
    internal static void SectionTwice(string section, long offset) =>
        throw new SnapshotFormatException($"a second section \"{section}\"", offset);

    [DoesNotReturn]
    internal static void MetaInvalid(string what, long offset) =>
        throw new SnapshotFormatException($"the header \"snapshot\" cannot be used: {what}", offset);

    [DoesNotReturn]
    internal static void LimitExceeded(string what, long found, long limit) =>
        throw new SnapshotFormatException($"{what}: {found:N0} exceeds the maximum of {limit:N0}", -1);

    [DoesNotReturn]
    internal static void NumberTooLarge(string section, long offset) =>
        throw new SnapshotFormatException($"a number of more than 63 bits in {section}", offset);

    [DoesNotReturn]
    internal static void NumberTooLarge(string section, int bits, long offset) =>
        throw new SnapshotFormatException($"a number of more than {bits} bits in {section}", offset);

    [DoesNotReturn]
    internal static void TraceNodeTwice(long node, long id, long first) =>
        throw new SnapshotFormatException($"trace node {node:N0}: id {id} is that of trace node {first:N0} already", -1);

    [DoesNotReturn]
    internal static void IncompleteRecord(string section, int fields, long offset) =>
        throw new SnapshotFormatException($"{section} ends within a record of {fields} numbers", offset);

    [DoesNotReturn]
    internal static void CountDiffers(string what, long found, long expected) =>
        throw new SnapshotFormatException($"{found:N0} {what} in the file, the header promises {expected:N0}", -1);

    [DoesNotReturn]
    internal static void EdgesDiffer(long found, long expected) =>
        throw new SnapshotFormatException($"{found:N0} edges in the file, the nodes promise {expected:N0}", -1);

    [DoesNotReturn]
    internal static void FieldOutOfRange(string what, long index, string field, long value, long limit) =>
        throw new SnapshotFormatException($"{what} {index:N0}: {field} {value:N0} is outside 0..{limit - 1:N0}", -1);

    [DoesNotReturn]
    internal static void EdgeTargetNotANode(long edge, long target, int fields) =>
        throw new SnapshotFormatException($"edge {edge:N0}: target {target:N0} is no multiple of {fields}, the fields of a node", -1);

    [DoesNotReturn]
    internal static void Unseekable(string section, long offset) =>
        throw new SnapshotFormatException($"section \"{section}\" comes before the header \"snapshot\", which only works for files on disk", offset);

    static string Describe(byte found) => found switch
    {
        < 0x20 or 0x7F => $"byte 0x{found:X2}",
        > 0x7F => $"byte 0x{found:X2}",
        _ => $"'{(char)found}'",
    };
}
