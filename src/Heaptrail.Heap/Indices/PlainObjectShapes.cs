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

    internal PlainObjectShapes(HeapGraph graph, CancellationToken cancel = default)
    {
        this.graph = graph;
        int plain = graph.Strings.IndexOf("Object"u8);
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<int> names = graph.NodeNames.Span;
        for (int node = 0; node < types.Length; node++)
        {
            if ((node & (Chunks.Size - 1)) == 0)
                cancel.ThrowIfCancellationRequested();
            if (types[node] == NodeType.Object && names[node] == plain)
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

    int FindOrAdd(int node)
    {
        ReadOnlySpan<uint> labels = LabelsOf(node);
        int hash = Hash(labels);
        bool known = shapeOfHash.TryGetValue(hash, out int newest);
        for (int shape = known ? newest : -1; shape >= 0; shape = nextOfSameHash[shape])
        {
            if (Same(labels, LabelsOf(First[shape])))
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

    // A name too large for its label is no string of any file, so that the labels say all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ReadOnlySpan<uint> LabelsOf(int node)
    {
        int begin = graph.FirstEdge[node];
        return graph.EdgeLabels.Span[begin..graph.FirstEdge[node + 1]];
    }

    static int Hash(ReadOnlySpan<uint> labels)
    {
        uint hash = 2166136261;
        foreach (uint label in labels)
        {
            if (PackedEdge.TypeOf(label) == EdgeType.Property)
                hash = unchecked((System.Numerics.BitOperations.RotateLeft(hash, 5) ^ label) * 0x9E3779B1);
        }
        return unchecked((int)hash);
    }

    static bool Same(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        int left = 0;
        int right = 0;
        while (true)
        {
            left = NextProperty(a, left);
            right = NextProperty(b, right);
            if (left == a.Length || right == b.Length)
                return left == a.Length && right == b.Length;
            if (a[left++] != b[right++])
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int NextProperty(ReadOnlySpan<uint> labels, int edge)
    {
        while (edge < labels.Length && PackedEdge.TypeOf(labels[edge]) != EdgeType.Property)
            edge++;
        return edge;
    }
}
