using System.Globalization;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Tests.Support;

/// <summary>A graph under construction whose edges may be added in any order. Node 0 is the root: synthetic, without a name or a size.</summary>
sealed class GraphSketch
{
    readonly List<Node> nodes = [];
    readonly List<List<Edge>> edges = [];
    readonly StringTableBuilder strings = new();
    readonly Dictionary<string, int> indexOf = [];
    readonly Dictionary<int, byte> detachedness = [];
    readonly List<(int Node, ObjectLocation Location)> locations = [];

    public GraphSketch()
    {
        Intern("<dummy>");
        Add(NodeType.Synthetic, "", 0);
    }

    public int Count => nodes.Count;

    public string[] UnknownTypeNames { get; init; } = [];

    /// <summary>Adds a node. Its id is that of V8's scheme, 1, 3, 5 …, unless one is given.</summary>
    public int Add(NodeType type, string name, long size = 0, uint? id = null)
    {
        nodes.Add(new(type, Intern(name), id ?? ((uint)nodes.Count * 2) + 1, size));
        edges.Add([]);
        return nodes.Count - 1;
    }

    public void Change(int node, NodeType type, string name, long size) => nodes[node] = new(type, Intern(name), nodes[node].Id, size);

    public void Link(int from, EdgeType type, string name, int to) =>
        edges[from].Add(new(type, type.IsIndexed() ? unchecked((int)uint.Parse(name, CultureInfo.InvariantCulture)) : Intern(name), to));

    public void Mark(int node, byte state) => detachedness[node] = state;

    public void Locate(int node, ObjectLocation location) => locations.Add((node, location));

    public int Intern(string text)
    {
        if (!indexOf.TryGetValue(text, out int index))
            indexOf.Add(text, index = strings.Add(text));
        return index;
    }

    public HeapGraph Build()
    {
        var builder = new HeapGraphBuilder { UnknownTypeNames = UnknownTypeNames };
        for (int i = 0; i < nodes.Count; i++)
            builder.AddNode(nodes[i].Type, nodes[i].Name, nodes[i].Id, nodes[i].Size, edges[i].Count);
        foreach (Edge edge in edges.SelectMany(e => e))
            builder.AddEdge(edge.Type, edge.Name, edge.Target);
        foreach ((int node, byte state) in detachedness)
            builder.SetDetachedness(new(node), state);
        foreach ((int node, ObjectLocation location) in locations)
            builder.SetLocation(new(node), location);
        return builder.Build(strings.Build());
    }

    readonly record struct Node(NodeType Type, int Name, uint Id, long Size);

    readonly record struct Edge(EdgeType Type, int Name, int Target);
}
