using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Things that nothing in JavaScript holds: sockets, watchers, ports and the like, which Node.js itself keeps as long as they are
/// open. They hang on a handle in Node's own memory, so there is no old object to name; the things alone are told.
/// </summary>
sealed class OpenHandles(IndexedHeap heap, Generations generations)
{
    /// <summary>What is open and grows: the class of the things, how they grew, and all of them.</summary>
    /// <param name="isExplained">Whether something else holds a node.</param>
    internal IEnumerable<(ClassId Class, ClassGrowth Growth, IReadOnlyList<NodeIndex> Things)> Growing(Func<NodeIndex, bool> isExplained)
    {
        var byClass = new SortedDictionary<int, (ClassGrowth Growth, List<NodeIndex> Things)>();
        foreach (NodeIndex thing in All())
        {
            if (isExplained(thing) || generations[thing] == 0)
                continue;
            int of = heap.Classes[thing].Value;
            if (!byClass.TryGetValue(of, out (ClassGrowth Growth, List<NodeIndex> Things) row))
                byClass.Add(of, row = (new(generations.Intervals), []));
            if (generations.IsOld(thing))
                row.Growth.AddOld(heap.RetainedSizes[thing]);
            else
                row.Growth.Add(thing, generations[thing], heap.RetainedSizes[thing], 1);
            row.Things.Add(thing);
        }
        foreach ((int of, (ClassGrowth growth, List<NodeIndex> things)) in byClass)
        {
            if (growth.IsGrowing)
                yield return (new(of), growth, things);
        }
    }

    // Node.js holds a handle that is open by a strong global handle, and one that may go by a weak one (src/base_object.h).
    IEnumerable<NodeIndex> All()
    {
        HeapGraph graph = heap.Graph;
        var seen = new HashSet<int>();
        foreach (HeapEdge edge in GlobalHandles())
        {
            if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || edge.Target.Type != NodeType.Object || !IsWrapped(edge.Target))
                continue;
            NodeIndex thing = OwnerOf(edge.Target);
            if (seen.Add(thing.Value))
                yield return thing;
        }
    }

    IEnumerable<HeapEdge> GlobalHandles()
    {
        foreach (HeapEdge part in heap.Graph[new NodeIndex(0)].Edges)
        {
            if (!part.Target.HasName("(GC roots)"u8))
                continue;
            foreach (HeapEdge roots in part.Target.Edges)
            {
                if (!roots.Target.HasName("(Global handles)"u8))
                    continue;
                foreach (HeapEdge handle in roots.Target.Edges)
                    yield return handle;
            }
        }
    }

    bool IsWrapped(HeapNode handle)
    {
        foreach (HeapEdge edge in handle.Edges)
        {
            if (edge.Type == EdgeType.Internal && edge.HasName("javascript_to_native"u8) && heap.Graph.Strings.StartsWith(edge.Target.NameIndex, "Node / "u8))
                return true;
        }
        return false;
    }

    // What a program has in hand: a Socket owns the TCP that Node.js knows.
    static NodeIndex OwnerOf(HeapNode handle)
    {
        foreach (HeapEdge edge in handle.Edges)
        {
            if (edge.Type == EdgeType.Property && edge.HasName("<symbol owner_symbol>"u8) && edge.Target.Type == NodeType.Object)
                return edge.TargetIndex;
        }
        return handle.Index;
    }
}
