using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads a sampling profile (<c>.heapprofile</c>): what <c>node --heap-prof</c> and the allocation sampling of Chrome DevTools write.
/// Calls are nested objects, as deep as the stacks of the program were; they are read without recursion.
/// </summary>
public static class HeapProfileReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="SnapshotFormatException">The file is no profile, is cut off, or contradicts itself.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CallTree ReadFile(string path, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Read(file, options, cancel);
    }

    /// <summary>Reads from a stream, which stays open.</summary>
    /// <inheritdoc cref="ReadFile"/>
    public static CallTree Read(Stream stream, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        var cursor = new ByteCursor(stream, options, cancel);
        if (cursor.Available.IsEmpty && !cursor.Refill())
            Throw.NotAProfile("an empty file", 0);
        byte first = cursor.PeekToken();
        if (first != '{')
            Throw.NotAProfile(first is >= 0x20 and < 0x7F ? $"'{(char)first}'" : $"byte 0x{first:X2}", cursor.Offset);
        return new Profile(cursor, options.Limits).Read();
    }

    /// <summary>Whether a file begins as a profile does and not as a snapshot.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsProfile(string path)
    {
        Span<byte> start = stackalloc byte[64];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        ReadOnlySpan<byte> text = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        int quote = text.IndexOf((byte)'"');
        return quote >= 0 && text[(quote + 1)..].StartsWith("head\""u8);
    }

    /// <summary>One reading.</summary>
    sealed class Profile(ByteCursor cursor, SnapshotLimits limits)
    {
        const long LargestSum = 1L << 62;

        readonly JsonScalars json = new(cursor, limits);
        readonly CallFrameTable frames = new();
        readonly CallTreeColumns tree = new();
        readonly Dictionary<long, int> nodeOf = [];
        // By the id of a call: the calls may stand behind the samples.
        readonly List<(long Call, long Ordinal, long Bytes)> samples = [];
        long sum;
        long sampled;

        internal CallTree Read()
        {
            cursor.Section = "the profile";
            cursor.Expect((byte)'{', "'{'");
            for (bool first = true; !IsAtEnd((byte)'}', first); first = false)
            {
                ReadOnlySpan<byte> key = json.Key();
                if (key.SequenceEqual("head"u8) && tree.Count == 0)
                    ReadCalls();
                else if (key.SequenceEqual("samples"u8))
                    ReadSamples();
                else
                    JsonValues.Skip(cursor);
            }
            if (tree.Count == 0)
                Throw.NotAProfile("JSON without it", 0);
            foreach (ref int function in tree.Functions)
            {
                if (function < 0)
                    function = frames.Find(new("", "", 0, 0, 0));
            }
            var known = new ProfileSamples();
            foreach ((long call, long ordinal, long bytes) in samples)
            {
                if (!nodeOf.TryGetValue(call, out int node))
                    continue;
                tree.Counts[node]++;
                known.Add(node, ordinal, bytes);
            }
            return tree.Build(frames.Functions, isSampled: true, known);
        }

        // The calls that are open are the node and its parents: no other stack is needed.
        void ReadCalls()
        {
            cursor.Section = "\"head\"";
            int node = Open(-1);
            for (bool first = true; node >= 0;)
            {
                if (IsAtEnd((byte)'}', first))
                {
                    int parent = tree.ParentOf(node);
                    bool isLast = parent < 0 || IsAtEnd((byte)']', first: false);
                    node = isLast ? parent : Open(parent);
                    first = !isLast;
                    continue;
                }
                first = false;
                ReadOnlySpan<byte> key = json.Key();
                if (key.SequenceEqual("children"u8))
                {
                    cursor.Expect((byte)'[', "'['");
                    first = !IsAtEnd((byte)']', first: true);
                    if (first)
                        node = Open(node);
                }
                else
                {
                    ReadField(key, node);
                }
            }
            cursor.Section = "the profile";
        }

        int Open(int parent)
        {
            cursor.Expect((byte)'{', "'{'");
            if (tree.Count >= limits.MaxTraceNodes)
                Throw.LimitExceeded("calls", tree.Count + 1L, limits.MaxTraceNodes, cursor.Offset);
            int node = tree.Add(parent);
            tree.Functions[node] = -1;
            return node;
        }

        void ReadField(ReadOnlySpan<byte> key, int node)
        {
            if (key.SequenceEqual("callFrame"u8))
            {
                ReadOnlySpan<byte> frame = json.Object();
                tree.Functions[node] = frames.Find(frame, cursor.Section, cursor.Offset);
            }
            else if (key.SequenceEqual("selfSize"u8))
            {
                tree.Bytes[node] = json.Count();
                sum += tree.Bytes[node];
                if (sum > LargestSum)
                    Throw.NumberTooLarge(cursor.Section, 62, cursor.Offset);
            }
            else if (key.SequenceEqual("id"u8))
            {
                nodeOf[json.Count()] = node;
            }
            else
            {
                JsonValues.Skip(cursor);
            }
        }

        void ReadSamples()
        {
            cursor.Section = "\"samples\"";
            cursor.Expect((byte)'[', "'['");
            for (bool first = true; !IsAtEnd((byte)']', first); first = false)
            {
                ReadSample();
                if (samples.Count > limits.MaxSamples)
                    Throw.LimitExceeded("samples", samples.Count, limits.MaxSamples, cursor.Offset);
            }
            cursor.Section = "the profile";
        }

        void ReadSample()
        {
            (long call, long ordinal, long bytes) = (-1, 0, 0);
            cursor.Expect((byte)'{', "'{'");
            for (bool first = true; !IsAtEnd((byte)'}', first); first = false)
            {
                ReadOnlySpan<byte> key = json.Key();
                if (key.SequenceEqual("nodeId"u8))
                    call = json.Count();
                else if (key.SequenceEqual("ordinal"u8))
                    ordinal = json.Count();
                else if (key.SequenceEqual("size"u8))
                    bytes = json.Count();
                else
                    JsonValues.Skip(cursor);
            }
            if (call < 0)
                return;
            sampled += bytes;
            if (sampled > LargestSum)
                Throw.NumberTooLarge(cursor.Section, 62, cursor.Offset);
            samples.Add((call, ordinal, bytes));
        }

        // Passes the comma between two elements, or the bracket behind the last.
        bool IsAtEnd(byte bracket, bool first)
        {
            byte next = cursor.PeekToken();
            if (next == bracket)
            {
                cursor.Advance(1);
                return true;
            }
            if (!first)
                cursor.Expect((byte)',', bracket == '}' ? "',' or '}'" : "',' or ']'");
            return false;
        }
    }
}
