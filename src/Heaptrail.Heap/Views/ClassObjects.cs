using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The objects of one class: the second level of the Summary of Chrome DevTools. Nodes without a size of their own are left out, as there.</summary>
public static class ClassObjects
{
    /// <summary>Finds them. Linear.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="name">Name of the class, exactly.</param>
    public static IReadOnlyList<NodeIndex> Find(IndexedHeap heap, string name)
    {
        var found = new List<NodeIndex>();
        int id = Enumerable.Range(0, heap.Classes.Count).FirstOrDefault(i => heap.Classes.NameOf(new ClassId(i)) == name, -1);
        for (int i = 0; id >= 0 && i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            if (heap.Classes[node].Value == id && heap.ShallowSizes[node] != 0)
                found.Add(node);
        }
        return found;
    }

    /// <summary>Names of classes that contain a text in any case, shortest first: what somebody may have meant.</summary>
    public static IEnumerable<string> Like(IndexedHeap heap, string text) => Enumerable.Range(0, heap.Classes.Count)
        .Select(i => heap.Classes.NameOf(new ClassId(i))).Where(name => name.Contains(text, StringComparison.OrdinalIgnoreCase))
        .OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>The place by which objects of one class name are told apart: where the constructor of an instance is declared.</summary>
    public static ObjectLocation? KeyOf(IndexedHeap heap, NodeIndex node) => heap.Graph[node].Type == NodeType.Object ? heap.Graph.Locations[node] : null;

    /// <summary>Puts objects in order and returns the first of them; ties by file order.</summary>
    public static IReadOnlyList<NodeIndex> Sort(IndexedHeap heap, IEnumerable<NodeIndex> nodes, ObjectSort sort, int top = int.MaxValue) => sort switch
    {
        ObjectSort.Shallow => [.. nodes.OrderByDescending(node => heap.ShallowSizes[node]).ThenBy(node => node.Value).Take(top)],
        ObjectSort.Distance => [.. nodes.OrderBy(node => heap.Distances[node] < 0 ? int.MaxValue : heap.Distances[node]).ThenBy(node => node.Value).Take(top)],
        ObjectSort.Id => [.. nodes.OrderBy(node => heap.Graph[node].Id).Take(top)],
        _ => [.. nodes.OrderByDescending(node => heap.RetainedSizes[node]).ThenBy(node => node.Value).Take(top)],
    };
}

/// <summary>Orders of a list of objects.</summary>
public enum ObjectSort
{
    /// <summary>Greatest retained size first.</summary>
    Retained,
    /// <summary>Greatest shallow size first.</summary>
    Shallow,
    /// <summary>Nearest to a root first.</summary>
    Distance,
    /// <summary>By V8's id: the oldest first, as far as ids tell.</summary>
    Id,
}
