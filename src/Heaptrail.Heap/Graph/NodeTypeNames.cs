namespace Heaptrail.Heap.Graph;

/// <summary>V8's words for node and edge types, as <c>node_types</c> and <c>edge_types</c> of the file have them.</summary>
static class NodeTypeNames
{
    static readonly string[] Nodes =
    [
        "hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic",
        "concatenated string", "sliced string", "symbol", "bigint", "object shape", "wasm object",
    ];

    static readonly string[] Edges = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"];

    internal static string Of(NodeType type) => Nodes[(int)type];

    internal static NodeType? Node(string name) => Array.IndexOf(Nodes, name) is >= 0 and var i ? (NodeType)i : null;

    internal static EdgeType Edge(string name) => Array.IndexOf(Edges, name) is >= 0 and var i ? (EdgeType)i : EdgeType.Unknown;
}
