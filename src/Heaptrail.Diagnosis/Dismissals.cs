using System.Collections.Immutable;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis;

/// <summary>Growth that every program shows and that is no leak: what V8 itself adds while it learns the program.</summary>
static class Dismissals
{
    const long Negligible = 1024;

    static readonly (string What, string Why, NodeType[] Types)[] Groups =
    [
        ("compiled code", "V8 compiles and optimises functions as they become hot; it drops the code again when it is not used", [NodeType.Code]),
        ("shapes and tables of V8", "V8 learns the shapes of objects; the number of shapes is limited by the program", [NodeType.Hidden, NodeType.ObjectShape]),
    ];

    internal static ImmutableArray<Dismissal> Find(LeakInput input)
    {
        if (input.First is not { } first)
            return [];
        var found = ImmutableArray.CreateBuilder<Dismissal>();
        foreach ((string what, string why, NodeType[] types) in Groups)
        {
            long gained = BytesOf(input.Last.Graph, types) - types.Sum(first.BytesOf);
            if (gained >= Negligible)
                found.Add(new(what, why, gained));
        }
        return found.ToImmutable();
    }

    static long BytesOf(HeapGraph graph, NodeType[] types)
    {
        long bytes = 0;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (Array.IndexOf(types, node.Type) >= 0)
                bytes += node.SelfSize;
        }
        return bytes;
    }
}
