using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// The functions of a sampling profile. Their frames stand in the file again for every call, in the same bytes, so most are recognized
/// without being parsed.
/// </summary>
sealed class CallFrameTable
{
    readonly Dictionary<byte[], int> byBytes = new(new BytesComparer());
    readonly Dictionary<AllocationFunction, int> byFunction = [];
    readonly List<AllocationFunction> functions = [];

    internal IReadOnlyList<AllocationFunction> Functions => functions;

    /// <summary>The function of a frame.</summary>
    /// <param name="frame">The JSON object, as the file has it.</param>
    /// <param name="section">For the error message: where it stands.</param>
    /// <param name="offset">For the error message: where it ends.</param>
    internal int Find(ReadOnlySpan<byte> frame, string section, long offset)
    {
        Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> known = byBytes.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (known.TryGetValue(frame, out int place))
            return place;
        place = Find(Parse(frame, section, offset));
        known[frame] = place;
        return place;
    }

    internal int Find(AllocationFunction function)
    {
        if (byFunction.TryGetValue(function, out int place))
            return place;
        byFunction.Add(function, functions.Count);
        functions.Add(function);
        return functions.Count - 1;
    }

    static AllocationFunction Parse(ReadOnlySpan<byte> frame, string section, long offset)
    {
        try
        {
            using var json = JsonDocument.Parse(frame.ToArray());
            JsonElement root = json.RootElement;
            // Places are written from 0, with -1 for none.
            return new(Text(root, "functionName"), Text(root, "url"), Number(root, "scriptId"), Number(root, "lineNumber", -1) + 1, Number(root, "columnNumber", -1) + 1);
        }
        catch (JsonException)
        {
            Throw.FrameInvalid(section, offset);
            return null!;
        }
    }

    static string Text(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return "";
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is legal JSON text but no character; the table of strings knows what to do.
            var loose = new StringTableBuilder();
            loose.Append(Encoding.UTF8.GetBytes(value.GetRawText().Trim('"')));
            loose.End();
            return loose.Build()[0];
        }
    }

    // V8 writes the script id as a string.
    static int Number(JsonElement of, string name, int otherwise = 0)
    {
        if (!of.TryGetProperty(name, out JsonElement value))
            return otherwise;
        long number = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out long written) ? written : otherwise,
            JsonValueKind.String => long.TryParse(Text(of, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long read) ? read : otherwise,
            _ => otherwise,
        };
        return (int)Math.Clamp(number, otherwise, int.MaxValue - 1);
    }

    sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
