namespace Heaptrail.Tests.Support;

/// <summary>How a snapshot's text is laid out. The default is what Node.js 24 writes.</summary>
sealed record SnapshotLayout
{
    /// <summary>Node.js 24 and newer: six fields, no line feeds inside sections.</summary>
    public static SnapshotLayout Node24 { get; } = new();

    /// <summary>Node.js 16 to 22: seven fields, a line for each record, its comma at the start of the next line.</summary>
    public static SnapshotLayout Node16 { get; } = new()
    {
        LineFeeds = true,
        NodeFields = ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"],
    };

    public bool LineFeeds { get; init; }

    /// <summary>Whether the header says how many nodes and edges there are.</summary>
    public bool Counts { get; init; } = true;

    public string[] NodeFields { get; init; } = ["type", "name", "id", "self_size", "edge_count", "detachedness"];

    public string[] EdgeFields { get; init; } = ["type", "name_or_index", "to_node"];

    public string[] LocationFields { get; init; } = ["object_index", "script_id", "line", "column"];

    public string[] NodeTypes { get; init; } =
    [
        "hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic",
        "concatenated string", "sliced string", "symbol", "bigint", "object shape",
    ];

    public string[] EdgeTypes { get; init; } = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"];

    /// <summary>What the header says about the sections of a recording; nothing in this writer's usual files.</summary>
    public string RecordingMeta { get; init; } = "";

    /// <summary>Stacks of nodes by ordinal.</summary>
    public Dictionary<int, long> TraceIds { get; init; } = [];

    /// <summary>The sections in order; what is no section of V8 is looked up in <see cref="Extra"/>.</summary>
    public string[] Keys { get; init; } = ["snapshot", "nodes", "edges", "trace_function_infos", "trace_tree", "samples", "locations", "strings"];

    /// <summary>Values of other keys as JSON text; also of V8's sections that carry nothing here.</summary>
    public Dictionary<string, string> Extra { get; init; } = [];

    /// <summary>More strings after those of the graph, as JSON without quotes.</summary>
    public IEnumerable<string> MoreStrings { get; init; } = [];
}
