using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Counts what an object refers to, with the stores that belong to it: elements of an array, table of a Map, properties. May be asked
/// by several threads.
/// </summary>
sealed class StoreEdges(HeapGraph graph)
{
    const int FewestOfHub = 512;

    readonly int elements = graph.Strings.IndexOf("elements"u8);
    readonly int table = graph.Strings.IndexOf("table"u8);
    readonly int properties = graph.Strings.IndexOf("properties"u8);

    // A store of a million elements may belong to a million objects.
    readonly Dictionary<int, int> hubs = [];
    readonly Lock gate = new();

    /// <summary>Strong edges that leave the object or one of its stores.</summary>
    internal int ReferencesOf(HeapNode node)
    {
        int count = 0;
        foreach (HeapEdge edge in node.Edges)
        {
            count += edge.IsStrong ? 1 : 0;
            if (edge.Type == EdgeType.Internal && IsStore(edge.NameOrIndex) && edge.Target is var store && store.IsStore())
                count += store.EdgeCount < FewestOfHub ? StrongEdges(store) : StrongEdgesOfHub(store);
        }
        return count;
    }

    int StrongEdgesOfHub(HeapNode store)
    {
        lock (gate)
        {
            if (!hubs.TryGetValue(store.Index.Value, out int count))
                hubs.Add(store.Index.Value, count = StrongEdges(store));
            return count;
        }
    }

    static int StrongEdges(HeapNode node)
    {
        int count = 0;
        foreach (HeapEdge edge in node.Edges)
            count += edge.IsStrong ? 1 : 0;
        return count;
    }

    bool IsStore(int name) => name == elements || name == table || name == properties;
}
