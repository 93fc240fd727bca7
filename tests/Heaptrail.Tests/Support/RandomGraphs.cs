using Heaptrail.Heap.Graph;

namespace Heaptrail.Tests.Support;

/// <summary>Small graphs of any shape: cycles, cliques that nothing reaches, nodes that only weak edges lead to, WeakMap entries.</summary>
static class RandomGraphs
{
    static readonly NodeType[] types =
        [NodeType.Object, NodeType.Object, NodeType.Object, NodeType.Closure, NodeType.Array, NodeType.Hidden, NodeType.Native, NodeType.Synthetic, NodeType.Code];

    static readonly EdgeType[] strong = [EdgeType.Property, EdgeType.Element, EdgeType.Context, EdgeType.Internal, EdgeType.Hidden];

    public static HeapGraph Next(Random random)
    {
        int count = random.Next(2, 61);
        var sketch = new GraphSketch();
        for (int i = 1; i < count; i++)
            sketch.Add(types[random.Next(types.Length)], $"n{i}", random.Next(100));
        // Few edges leave many nodes unreachable, many make one tangle.
        int edges = (int)(count * (0.5 + (random.NextDouble() * 2.5)));
        double weak = random.NextDouble() * 0.5;
        for (int i = 0; i < edges; i++)
        {
            int from = random.Next(10) == 0 ? 0 : random.Next(count);
            EdgeType type = random.NextDouble() < weak ? EdgeType.Weak : random.Next(12) == 0 ? EdgeType.Shortcut : strong[random.Next(strong.Length)];
            sketch.Link(from, type, type.IsIndexed() ? $"{i}" : $"e{i}", random.Next(count));
        }
        if (random.Next(2) == 0)
            sketch.Link(0, EdgeType.Shortcut, "global", random.Next(1, count));
        for (int entries = random.Next(3); entries > 0 && count > 3; entries--)
            LinkEntry(sketch, random.Next(1, count), random.Next(1, count), random.Next(1, count));
        return sketch.Build();
    }

    static void LinkEntry(GraphSketch sketch, int key, int value, int table)
    {
        string name = $" / part of key (K @{Id(key)}) -> value (V @{Id(value)}) pair in WeakMap (table @{Id(table)})";
        sketch.Link(key, EdgeType.Internal, "1" + name, value);
        sketch.Link(table, EdgeType.Internal, "2" + name, value);
    }

    static int Id(int node) => (node * 2) + 1;
}
