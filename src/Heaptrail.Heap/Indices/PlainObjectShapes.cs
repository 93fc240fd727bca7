using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Groups plain objects by the names of their properties in order. Objects of one shape share everything that is derived from
/// property names, so that it is derived once per shape. A shape is kept as its first object, never as a list of names.
/// </summary>
sealed class PlainObjectShapes
{
    readonly HeapGraph graph;
    readonly Dictionary<int, int> shapeOfHash = [];
    readonly List<int> nextOfSameHash = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal PlainObjectShapes(HeapGraph graph, CancellationToken cancel)
    {
        this.graph = graph;
        int plain = graph.Strings.IndexOf("Object"u8);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if ((node & (Chunks.Size - 1)) == 0)
                cancel.ThrowIfCancellationRequested();
            if (graph.NodeTypes[node] == NodeType.Object && graph.NodeNames[node] == plain)
            {
                Objects.Add(node);
                ShapeOf.Add(FindOrAdd(node));
            }
        }
    }

    /// <summary>All plain objects in file order.</summary>
    internal List<int> Objects { get; } = [];

    /// <summary>Shape of each entry of <see cref="Objects"/>.</summary>
    internal List<int> ShapeOf { get; } = [];

    /// <summary>First object of each shape.</summary>
    internal List<int> First { get; } = [];

    /// <summary>Number of objects of each shape.</summary>
    internal List<int> Counts { get; } = [];

    /// <summary>Name indices of an object's properties in order.</summary>
    internal IEnumerable<int> Properties(int node)
    {
        for (int edge = graph.FirstEdge[node]; edge < graph.FirstEdge[node + 1]; edge++)
        {
            if (graph.TypeOf(edge) == EdgeType.Property)
                yield return graph.NameOf(edge);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int FindOrAdd(int node)
    {
        int hash = Hash(node);
        bool known = shapeOfHash.TryGetValue(hash, out int newest);
        for (int shape = known ? newest : -1; shape >= 0; shape = nextOfSameHash[shape])
        {
            if (Same(node, First[shape]))
            {
                Counts[shape]++;
                return shape;
            }
        }
        int added = First.Count;
        First.Add(node);
        Counts.Add(1);
        nextOfSameHash.Add(known ? newest : -1);
        shapeOfHash[hash] = added;
        return added;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Hash(int node)
    {
        uint hash = 2166136261;
        for (int edge = graph.FirstEdge[node]; edge < graph.FirstEdge[node + 1]; edge++)
        {
            if (graph.TypeOf(edge) == EdgeType.Property)
                hash = unchecked((System.Numerics.BitOperations.RotateLeft(hash, 5) ^ (uint)graph.NameOf(edge)) * 0x9E3779B1);
        }
        return unchecked((int)hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Same(int a, int b)
    {
        int left = graph.FirstEdge[a];
        int right = graph.FirstEdge[b];
        while (true)
        {
            left = NextProperty(left, a);
            right = NextProperty(right, b);
            if (left < 0 || right < 0)
                return left == right;
            if (graph.NameOf(left++) != graph.NameOf(right++))
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int NextProperty(int edge, int node)
    {
        for (; edge < graph.FirstEdge[node + 1]; edge++)
        {
            if (graph.TypeOf(edge) == EdgeType.Property)
                return edge;
        }
        return -1;
    }
}
