using System.Numerics;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>Counts and sizes of the nodes of a heap by V8's node types and by size. Nodes without a size of their own are left out.</summary>
/// <param name="Types">One row per type that occurs, most bytes first.</param>
/// <param name="Sizes">One row per power of two in which a node's size lies, smallest first.</param>
public sealed record NodeTypeSizes(IReadOnlyList<NodeTypeRow> Types, IReadOnlyList<SizeRow> Sizes)
{
    /// <summary>Adds up the shallow sizes. Linear.</summary>
    public static NodeTypeSizes Build(IndexedHeap heap)
    {
        var typeCounts = new long[256];
        var typeBytes = new long[256];
        var largest = new NodeIndex[256];
        var counts = new long[64];
        var bytes = new long[64];
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            long size = heap.ShallowSizes[node];
            if (size == 0)
                continue;
            int type = (int)heap.Graph[node].Type;
            if (typeCounts[type]++ == 0 || size > heap.ShallowSizes[largest[type]])
                largest[type] = node;
            typeBytes[type] += size;
            int power = BitOperations.Log2((ulong)size);
            counts[power]++;
            bytes[power] += size;
        }
        return new(
            [.. Enumerable.Range(0, 256).Where(type => typeCounts[type] > 0).OrderByDescending(type => typeBytes[type])
                .Select(type => new NodeTypeRow(heap.Graph.TypeName((NodeType)type), typeCounts[type], typeBytes[type], largest[type]))],
            [.. Enumerable.Range(0, 64).Where(power => counts[power] > 0).Select(power => new SizeRow(1L << power, counts[power], bytes[power]))]);
    }
}

/// <summary>The nodes of one type.</summary>
/// <param name="Type">The file's word for it.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="Largest">The largest of them, the first of equals.</param>
public sealed record NodeTypeRow(string Type, long Count, long ShallowBytes, NodeIndex Largest);

/// <summary>The nodes of about one size.</summary>
/// <param name="FromBytes">Smallest shallow size, a power of two; the largest is one byte below the double.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
public sealed record SizeRow(long FromBytes, long Count, long ShallowBytes);
