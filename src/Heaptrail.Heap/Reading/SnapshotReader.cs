using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads a V8 heap snapshot (<c>.heapsnapshot</c>, <c>.heaptimeline</c>) as a stream of UTF-8 bytes; the text is never held in
/// memory. Takes V8's own layout and any other JSON form of it: white space, order of keys, unknown keys and fields.
/// </summary>
public static class SnapshotReader
{
    const long SmallestNumber = 2; // a digit and a comma

    /// <summary>Reads a file, which may be compressed with gzip, or with zstd if the options can unpack it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="SnapshotFormatException">The file is no snapshot, is cut off, or contradicts itself.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HeapGraph ReadFile(string path, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        using FileStream file = Open(path);
        try
        {
            return Read(file, options, cancel);
        }
        catch (SnapshotFormatException e)
        {
            e.File = path;
            throw;
        }
    }

    /// <summary>
    /// Reads from a stream, which stays open, from where it stands to its end. If it cannot seek and has the header behind the nodes,
    /// which V8 never writes, the rest goes through a temporary file.
    /// </summary>
    /// <inheritdoc cref="ReadFile"/>
    public static HeapGraph Read(Stream stream, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        var cursor = new ByteCursor(stream, options, cancel);
        using Stream? unpacked = PackedInput.Open(cursor, options);
        if (unpacked is not null)
            cursor = new(unpacked, options with { Progress = null }, cancel);
        else if (cursor.TotalBytes > options.Limits.MaxBytes)
            Throw.LimitExceeded("bytes of text", cursor.TotalBytes, options.Limits.MaxBytes, options.Limits.MaxBytes);
        RequireObject(cursor);
        using var sections = new Sections(cursor, options.Limits);
        return sections.Read();
    }

    internal static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Passes the brace that opens a snapshot.</summary>
    internal static void RequireObject(ByteCursor cursor)
    {
        if (cursor.IsAtEnd())
            Throw.NotASnapshot("an empty file", 0);
        if (cursor.Peek() == 0xEF)
            SkipByteOrderMark(cursor);
        byte first = cursor.PeekToken();
        if (first != '{')
            Throw.NotASnapshot(first is >= 0x20 and < 0x7F ? $"'{(char)first}'" : $"byte 0x{first:X2}", cursor.Offset);
        cursor.Advance(1);
    }

    static void SkipByteOrderMark(ByteCursor cursor)
    {
        foreach (byte expected in "\uFEFF"u8)
        {
            if (cursor.Next() != expected)
                Throw.NotASnapshot("byte 0xEF", cursor.Offset - 1);
        }
    }

    /// <summary>One reading: the sections as they come, those that came before the header afterwards.</summary>
    sealed class Sections(ByteCursor cursor, SnapshotLimits limits) : IDisposable
    {
        readonly long start = cursor.Offset;
        readonly Dictionary<string, long> early = [];
        readonly HashSet<string> seen = [];
        readonly RecordingSections recording = new(cursor, limits);
        SnapshotHeader? header;
        HeapGraphBuilder? graph;
        StringTable? strings;
        FastSections? ahead;
        bool isBuilt;
        FileStream? spool;

        internal HeapGraph Read()
        {
            bool first = true;
            while (cursor.PeekToken() != '}')
            {
                if (!first)
                    cursor.Expect((byte)',', "',' or '}'");
                first = false;
                ReadSection(JsonValues.ReadKey(cursor));
                cursor.Section = "the file's outermost object";
            }
            if (header is null)
                Throw.NotASnapshot("JSON without \"snapshot\"", 0);
            RequireSections();
            cursor.Advance(1);
            cursor.ExpectEnd();
            foreach ((string key, long offset) in early.OrderBy(e => Array.IndexOf(SectionOrder, e.Key)))
            {
                cursor.Seek(offset);
                ReadKnown(key);
            }
            return Finish();
        }

        static readonly string[] SectionOrder = ["snapshot", "nodes", "edges", .. RecordingSections.Keys, "locations", "strings"];

        void ReadSection(string key)
        {
            if (Array.IndexOf(SectionOrder, key) < 0)
            {
                cursor.Section = $"\"{key}\"";
                JsonValues.Skip(cursor);
                return;
            }
            if (!seen.Add(key))
                Throw.SectionTwice(key, cursor.Offset);
            bool ready = key is "snapshot" or "strings" || (header is not null && (key == "nodes" || (graph is not null && !early.ContainsKey("nodes"))));
            if (ready)
            {
                ReadKnown(key);
                return;
            }
            if (!cursor.CanSeek)
                cursor = SpoolFile.Rest(cursor, spool = SpoolFile.Create());
            cursor.Section = $"\"{key}\"";
            early.Add(key, cursor.Offset);
            JsonValues.Skip(cursor);
        }

        void ReadKnown(string key)
        {
            cursor.Section = $"\"{key}\"";
            switch (key)
            {
                case "snapshot":
                    long offset = cursor.Offset;
                    header = SnapshotHeader.Parse(JsonValues.ReadRaw(cursor, limits.MaxHeaderBytes), limits, offset);
                    break;
                case "nodes" when FastSections.TryRead(cursor, header!, limits) is { } sections:
                    seen.Add("edges");
                    ahead = sections;
                    graph = new(sections.Columns) { UnknownTypeNames = header!.UnknownNodeTypes, ExtraNativeBytes = header.ExtraNativeBytes };
                    break;
                case "nodes":
                    graph = NewBuilder(header!);
                    NodeSection.Read(cursor, header!, graph, limits);
                    break;
                case "edges":
                    EdgeSection.Read(cursor, header!, graph!, limits);
                    break;
                case "locations" when ahead?.Locations is { } section && cursor.PeekToken() == '[' && section.Begin == cursor.Offset:
                    graph!.SetLocations(section.Content);
                    cursor.Seek(section.End);
                    break;
                case "locations":
                    LocationSection.Read(cursor, header!, graph!);
                    break;
                case "strings" when ahead?.Strings is { } section && cursor.PeekToken() == '[' && section.Begin == cursor.Offset:
                    strings = section.Content;
                    cursor.Seek(section.End);
                    break;
                case "trace_function_infos" or "trace_tree" or "samples":
                    recording.Read(key, header!);
                    break;
                default:
                    strings = StringSection.Read(cursor, limits);
                    break;
            }
        }

        // A header can promise anything; memory is only taken for what the file is long enough to hold.
        HeapGraphBuilder NewBuilder(SnapshotHeader header)
        {
            if (header.NodeCount > limits.MaxNodes)
                Throw.LimitExceeded("nodes", header.NodeCount, limits.MaxNodes, cursor.Offset);
            if (header.EdgeCount > limits.MaxEdges)
                Throw.LimitExceeded("edges", header.EdgeCount, limits.MaxEdges, cursor.Offset);
            return new(Plausible(header.NodeCount, header.NodeFields), Plausible(header.EdgeCount, header.EdgeFields))
            {
                UnknownTypeNames = header.UnknownNodeTypes,
                ExtraNativeBytes = header.ExtraNativeBytes,
            };

            int Plausible(long count, int fields) =>
                cursor.TotalBytes < 0 || count < 0 ? 0 : (int)Math.Min(count, cursor.TotalBytes / (SmallestNumber * fields));
        }

        void RequireSections()
        {
            foreach (string section in (string[])["nodes", "edges", "strings"])
            {
                if (!seen.Contains(section))
                    Throw.SectionMissing(section, cursor.Offset);
            }
        }

        HeapGraph Finish()
        {
            if (header!.NodeCount >= 0 && graph!.NodeCount != header.NodeCount)
                Throw.CountDiffers("nodes", graph.NodeCount, header.NodeCount, cursor.Offset);
            if (graph!.NodeCount == 0)
                Throw.CountDiffers("nodes", 0, 1, cursor.Offset);
            if (graph.PromisedEdges != graph.EdgeCount)
                Throw.EdgesDiffer(graph.EdgeCount, graph.PromisedEdges, cursor.Offset);
            if (header.EdgeCount >= 0 && graph.EdgeCount != header.EdgeCount)
                Throw.CountDiffers("edges", graph.EdgeCount, header.EdgeCount, cursor.Offset);
            graph.Recording = recording.Build(graph.TraceIds, strings!);
            HeapGraph built = graph.Build(strings!);
            bool known = ahead is { Columns: var names } && names.HighestName < built.Strings.Count && names.HighestEdgeName < built.Strings.Count;
            if (!known)
                NameCheck.Run(built, OffsetOfName);
            isBuilt = true;
            return built;
        }

        // What was read of a file that turned out to be damaged.
        public void Dispose()
        {
            spool?.Dispose();
            if (isBuilt)
                return;
            graph?.Discard();
            strings?.Dispose();
            ahead?.Discard();
        }

        // The numbers have gone by long ago: the file is read once more to tell where the wrong one stands.
        long OffsetOfName(string section, long index)
        {
            if (!cursor.CanSeek || cursor.Origin > start)
                return cursor.Offset;
            cursor.Seek(start);
            while (JsonValues.ReadKey(cursor) != section)
            {
                JsonValues.Skip(cursor);
                cursor.Expect((byte)',', "','");
            }
            bool isNode = section == "nodes";
            var records = new RecordScanner(cursor, isNode ? header!.NodeFields : header!.EdgeFields);
            while (records.Read() && records.Before + records.Count <= index)
            {
            }
            return records.OffsetOf((int)(index - records.Before), isNode ? header.NodeName : header.EdgeName);
        }
    }
}
