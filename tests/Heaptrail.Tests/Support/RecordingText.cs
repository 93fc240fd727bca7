using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Tests.Support;

/// <summary>A snapshot with a recording, as text: a graph, the stacks of some of its nodes, and the three sections.</summary>
sealed record RecordingText
{
    /// <summary>The heap; ids are 1, 3, 5 … in order of appearance.</summary>
    public TextGraph Graph { get; init; } = TextGraph.Parse("root -> a(object:10)");

    /// <summary>Functions as <c>name script id line column</c>; the script may be <c>-</c> for none.</summary>
    public string[] Functions { get; init; } = ["(root) - 0 0 0", "main /srv/app/main.js 7 1 1", "work /srv/app/main.js 7 5 10", "helper /srv/app/lib/helper.js 8 2 4"];

    /// <summary>The section <c>trace_tree</c>.</summary>
    public string Tree { get; init; } = "[]";

    /// <summary>The section <c>samples</c>.</summary>
    public string Samples { get; init; } = "[]";

    /// <summary>Stacks of nodes by label.</summary>
    public (string Label, long Stack)[] Stacks { get; init; } = [];

    /// <summary>Fields of a record of the tree.</summary>
    public string[] TreeFields { get; init; } = ["id", "function_info_index", "count", "size", "children"];

    /// <summary>Fields of a sample.</summary>
    public string[] SampleFields { get; init; } = ["timestamp_us", "last_assigned_id"];

    /// <summary>What the section of functions has instead of <see cref="Functions"/>.</summary>
    public string? RawFunctions { get; init; }

    public bool LineFeeds { get; init; }

    public string Text()
    {
        var strings = new List<string>();
        var infos = new List<string>();
        foreach (string[] parts in Functions.Select(function => function.Split(' ')))
        {
            infos.Add($"9,{Index(parts[0] == "-" ? "" : parts[0])},{Index(parts[1] == "-" ? "" : parts[1])},{parts[2]},{parts[3]},{parts[4]}");
        }
        return SnapshotText.Of(Graph.Graph, SnapshotLayout.Node16 with
        {
            LineFeeds = LineFeeds,
            MoreStrings = strings,
            TraceIds = Stacks.ToDictionary(stack => Graph[stack.Label].Value, stack => stack.Stack),
            RecordingMeta = $",\"trace_function_info_fields\":[\"function_id\",\"name\",\"script_name\",\"script_id\",\"line\",\"column\"],\"trace_node_fields\":{Names(TreeFields)},\"sample_fields\":{Names(SampleFields)}",
            Extra = new() { ["trace_function_infos"] = RawFunctions ?? $"[{string.Join(LineFeeds ? "\n," : ",", infos)}]", ["trace_tree"] = Tree, ["samples"] = Samples },
        });

        int Index(string text)
        {
            strings.Add(text);
            return Graph.Graph.Strings.Count + strings.Count - 1;
        }
    }

    public HeapGraph Read() => Snapshots.Read(Encoding.UTF8.GetBytes(Text()));

    public IndexedHeap Heap() => IndexedHeap.Build(Read());

    static string Names(string[] names) => $"[{string.Join(',', names.Select(n => $"\"{n}\""))}]";
}
