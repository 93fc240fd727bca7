using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What nothing holds but V8's notes on the calls of functions (feedback vectors): the names of properties that a function was given,
/// for instance, one more on every request. No line of the program holds them, and none lets them go.
/// </summary>
sealed class FeedbackNotes
{
    readonly IndexedHeap heap;
    readonly HashSet<int> notebooks = [];
    readonly HashSet<int> notes = [];

    FeedbackNotes(IndexedHeap heap) => this.heap = heap;

    /// <summary>Whether a node is such a note.</summary>
    internal bool Contains(NodeIndex node) => notes.Contains(node.Value);

    internal static FeedbackNotes Find(IndexedHeap heap)
    {
        var found = new FeedbackNotes(heap);
        found.AddVectors();
        found.AddTargets(found.notebooks, found.notebooks, isList: true);
        found.AddTargets(found.notebooks, found.notes, isList: false);
        return found;
    }

    void AddVectors()
    {
        var isVector = new Dictionary<int, bool>();
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            HeapNode node = heap.Graph[new NodeIndex(i)];
            if (node.Type != NodeType.Code)
                continue;
            if (!isVector.TryGetValue(node.NameIndex, out bool known))
                isVector.Add(node.NameIndex, known = node.HasName("system / FeedbackVector"u8));
            if (known)
                notebooks.Add(i);
        }
    }

    void AddTargets(HashSet<int> sources, HashSet<int> found, bool isList)
    {
        foreach (int source in sources.ToArray())
        {
            foreach (HeapEdge edge in heap.Graph[new NodeIndex(source)].Edges)
            {
                if (edge.Type is not (EdgeType.Weak or EdgeType.Shortcut) && edge.Target.Type == NodeType.Array == isList && !found.Contains(edge.TargetIndex.Value)
                    && IsHeldByNotesOnly(edge.TargetIndex))
                {
                    found.Add(edge.TargetIndex.Value);
                }
            }
        }
    }

    bool IsHeldByNotesOnly(NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            NodeIndex source = heap.Graph.SourceOf(edge.Index);
            // V8's table of names knows every name and holds none.
            if (heap.IsEssential(edge.Index) && !notebooks.Contains(source.Value) && !heap.Graph[source].HasName("(Internalized strings)"u8))
                return false;
        }
        return true;
    }
}
