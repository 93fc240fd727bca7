using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What the root reaches over references that keep their target alive, some objects taken away. Shortcuts count where they start at the
/// root, and the entry of a WeakMap only from its key.
/// </summary>
/// <param name="heap">The heap.</param>
public sealed class HoldingSearch(IndexedHeap heap)
{
    // Few nodes have entries of a WeakMap; asking at each edge costs as much as the rest.
    readonly NodeSet ephemeronSources = heap.Ephemerons.FindSources();

    /// <summary>Walks over the whole heap. Linear.</summary>
    /// <param name="without">Objects that are passed by.</param>
    /// <returns>For each node whether it is reached.</returns>
    public bool[] Reach(IReadOnlyCollection<int> without)
    {
        HeapGraph graph = heap.Graph;
        // Those taken away count as reached meanwhile, so that nobody goes on from them.
        var reached = new NodeSet(graph.NodeCount);
        foreach (int node in without)
            reached.Add(node);
        reached.Add(0);
        var rest = new Stack<int>([0]);
        ReadOnlySpan<int> firstEdge = graph.FirstEdge.Span;
        ReadOnlySpan<uint> labels = graph.EdgeLabels.Span;
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        while (rest.TryPop(out int node))
        {
            bool hasEntries = ephemeronSources[node];
            for (int edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++)
            {
                EdgeType type = PackedEdge.TypeOf(labels[edge]);
                int target = PackedEdge.NodeOf(targets[edge]);
                if (reached[target] || type == EdgeType.Weak || (type == EdgeType.Shortcut && node != 0) || (hasEntries && heap.Ephemerons.IsTablePart(edge)))
                    continue;
                reached.Add(target);
                rest.Push(target);
            }
        }
        foreach (int node in without)
            reached.Remove(node);
        var result = new bool[graph.NodeCount];
        for (int node = 0; node < result.Length; node++)
            result[node] = reached[node];
        return result;
    }
}
