using System.Collections.Concurrent;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Counts what an object refers to, with the stores that belong to it: elements of an array, table of a Map, properties. May be asked
/// by several threads.
/// </summary>
sealed class StoreEdges(HeapGraph graph)
{
    const int FewestOfHub = 512;

    readonly Lazy<(int Elements, int Table, int Properties)> names = new(() =>
        (graph.Strings.IndexOf("elements"u8), graph.Strings.IndexOf("table"u8), graph.Strings.IndexOf("properties"u8)));

    // A store of a million elements may belong to a million objects.
    readonly ConcurrentDictionary<int, int> hubs = [];

    /// <summary>Strong edges that leave the object or one of its stores.</summary>
    internal int ReferencesOf(HeapNode node)
    {
        int count = 0;
        foreach (HeapEdge edge in node.Edges)
        {
            count += edge.IsStrong ? 1 : 0;
            if (edge.Type == EdgeType.Internal && IsStore(edge.NameOrIndex) && edge.Target is var store && store.IsStore())
                count += store.EdgeCount < FewestOfHub ? StrongEdges(store) : hubs.GetOrAdd(store.Index.Value, _ => StrongEdges(store));
        }
        return count;
    }

    static int StrongEdges(HeapNode node)
    {
        int count = 0;
        foreach (HeapEdge edge in node.Edges)
            count += edge.IsStrong ? 1 : 0;
        return count;
    }

    bool IsStore(int name) => name == names.Value.Elements || name == names.Value.Table || name == names.Value.Properties;
}
