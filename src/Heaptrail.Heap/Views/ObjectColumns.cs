using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The objects of one heap that have a size, sorted by id: what is left of a snapshot when it is compared with another.</summary>
sealed class ObjectColumns
{
    const int DigitBits = 11;

    ObjectColumns(uint[] ids, int[] nodes, int[] classes)
    {
        Ids = ids;
        Nodes = nodes;
        Classes = classes;
    }

    /// <summary>V8's ids, rising.</summary>
    internal uint[] Ids { get; }

    /// <summary>The nodes.</summary>
    internal int[] Nodes { get; }

    /// <summary>Numbers of their classes in <see cref="ClassKeys"/>.</summary>
    internal int[] Classes { get; }

    /// <summary>Number of objects.</summary>
    internal int Count => Ids.Length;

    internal static ObjectColumns Build(IndexedHeap heap, ClassKeys.Numbering classes)
    {
        HeapGraph graph = heap.Graph;
        var ids = new List<uint>(graph.NodeCount);
        var nodes = new List<int>(graph.NodeCount);
        for (int i = 0; i < graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            if (heap.ShallowSizes[node] == 0)
                continue;
            ids.Add((uint)graph[node].Id);
            nodes.Add(i);
        }
        (uint[] sortedIds, int[] sortedNodes) = Sort([.. ids], [.. nodes]);
        var classOf = new int[sortedNodes.Length];
        for (int i = 0; i < classOf.Length; i++)
            classOf[i] = classes[new(sortedNodes[i])];
        return new(sortedIds, sortedNodes, classOf);
    }

    // By the digits of the id, lowest first: linear, and several times faster than comparing.
    static (uint[] Ids, int[] Nodes) Sort(uint[] ids, int[] nodes)
    {
        var otherIds = new uint[ids.Length];
        var otherNodes = new int[ids.Length];
        var starts = new int[(1 << DigitBits) + 1];
        for (int shift = 0; shift < 32; shift += DigitBits)
        {
            starts.AsSpan().Clear();
            foreach (uint id in ids)
                starts[((id >> shift) & ((1 << DigitBits) - 1)) + 1]++;
            for (int digit = 1; digit < starts.Length; digit++)
                starts[digit] += starts[digit - 1];
            for (int i = 0; i < ids.Length; i++)
            {
                int place = starts[(ids[i] >> shift) & ((1 << DigitBits) - 1)]++;
                otherIds[place] = ids[i];
                otherNodes[place] = nodes[i];
            }
            (ids, otherIds) = (otherIds, ids);
            (nodes, otherNodes) = (otherNodes, nodes);
        }
        return (ids, nodes);
    }
}
