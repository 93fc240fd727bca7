using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>For the contexts of a heap: which functions live in them, and whether one is the top level of a module.</summary>
public sealed class ContextScopes
{
    const int DeepestNesting = 64;

    readonly HeapGraph graph;
    readonly Dictionary<int, List<int>> closures = [];
    readonly Dictionary<int, List<int>> inner = [];

    /// <summary>Looks at all functions and contexts once.</summary>
    public ContextScopes(HeapGraph graph)
    {
        this.graph = graph;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.Type == NodeType.Closure && node.Follow(EdgeType.Internal, "context"u8) is { } context)
                Add(closures, context.Index.Value, i);
            else if (node.IsContext() && node.Follow(EdgeType.Internal, "previous"u8) is { } previous)
                Add(inner, previous.Index.Value, i);
        }
    }

    /// <summary>Whether a context belongs to the top level of a module or script: there is nothing but the realm around it.</summary>
    public bool IsModule(NodeIndex context) =>
        graph[context].Follow(EdgeType.Internal, "previous"u8) is not { } previous || previous.IsNativeContext();

    /// <summary>A function with a known position that sees the variables of a context: its own or one of a nested scope.</summary>
    public ObjectLocation? FunctionIn(NodeIndex context)
    {
        var rest = new Queue<(int Context, int Depth)>([(context.Value, 0)]);
        while (rest.TryDequeue(out var next))
        {
            foreach (int closure in closures.GetValueOrDefault(next.Context) ?? [])
            {
                if (graph.Locations[new(closure)] is { } location)
                    return location;
            }
            if (next.Depth < DeepestNesting)
            {
                foreach (int nested in inner.GetValueOrDefault(next.Context) ?? [])
                    rest.Enqueue((nested, next.Depth + 1));
            }
        }
        return null;
    }

    static void Add(Dictionary<int, List<int>> lists, int key, int value)
    {
        if (!lists.TryGetValue(key, out List<int>? list))
            lists.Add(key, list = []);
        list.Add(value);
    }
}
