using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>The three sections in which a recording is kept, read as they come and put together at the end.</summary>
sealed class RecordingSections(ByteCursor cursor, SnapshotLimits limits)
{
    List<TraceFunction> functions = [];
    CallTreeColumns tree = new();
    List<AllocationSample> samples = [];

    internal static readonly string[] Keys = ["trace_function_infos", "trace_tree", "samples"];

    /// <summary>Reads the section at the cursor; one whose fields the header does not explain is passed over.</summary>
    internal void Read(string key, SnapshotHeader header)
    {
        switch (key)
        {
            case "trace_function_infos" when header is { TraceFunctionName: >= 0, TraceFunctionScript: >= 0 }:
                functions = TraceFunctionSection.Read(cursor, header, limits);
                break;
            case "trace_tree" when header is { TraceNodeId: >= 0, TraceNodeFunction: >= 0, TraceNodeCount: >= 0, TraceNodeSize: >= 0, TraceNodeChildren: >= 0 }:
                tree = new TraceTreeSection(cursor, header, limits).Read();
                break;
            case "samples" when header is { SampleTime: >= 0, SampleLastId: >= 0 }:
                samples = SampleSection.Read(cursor, header, limits);
                break;
            default:
                JsonValues.Skip(cursor);
                break;
        }
    }

    /// <summary>What was recorded; <see langword="null"/> for a snapshot without a recording.</summary>
    internal AllocationRecording? Build(TraceIdColumn traceIds, StringTable strings)
    {
        if (samples.Count == 0 && tree.Count == 0)
            return null;
        var nodes = new Dictionary<uint, int>(tree.Count);
        for (int i = 0; i < tree.Count; i++)
        {
            if (tree.Functions[i] >= functions.Count)
                Throw.FieldOutOfRange("trace node", i, "function_info_index", tree.Functions[i], functions.Count, cursor.Offset);
            if (!nodes.TryAdd(tree.Ids[i], i))
                Throw.TraceNodeTwice(i, tree.Ids[i], nodes[tree.Ids[i]], cursor.Offset);
        }
        return new()
        {
            TraceIds = traceIds,
            TraceNodes = nodes,
            Samples = samples,
            Stacks = tree.Count > 0 ? tree.Build(Named(strings)) : null,
        };
    }

    AllocationFunction[] Named(StringTable strings)
    {
        var named = new AllocationFunction[functions.Count];
        for (int i = 0; i < named.Length; i++)
        {
            TraceFunction function = functions[i];
            if (Math.Max(function.Name, function.Script) >= strings.Count)
                Throw.FieldOutOfRange("function", i, "name", Math.Max(function.Name, function.Script), strings.Count, cursor.Offset);
            named[i] = new(strings[function.Name], strings[function.Script], function.ScriptId, function.Line, function.Column);
        }
        return named;
    }
}
