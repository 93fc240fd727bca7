using System.Globalization;
using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>An edge to read from: graph and index, no memory of its own.</summary>
/// <param name="Graph">The graph it belongs to.</param>
/// <param name="Index">Its position.</param>
public readonly record struct HeapEdge(HeapGraph Graph, EdgeIndex Index)
{
    /// <summary>Kind of the edge.</summary>
    public EdgeType Type
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Graph.TypeOf(Index.Value);
    }

    /// <summary>Index of the name in <see cref="HeapGraph.Strings"/>, or the element's index, depending on the type.</summary>
    public int NameOrIndex => Graph.NameOf(Index.Value);

    /// <summary>The node it leads to.</summary>
    public NodeIndex TargetIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Graph.TargetOf(Index.Value));
    }

    /// <summary>The node it leads to.</summary>
    public HeapNode Target => new(Graph, TargetIndex);

    /// <summary>Property or variable name, or the index in digits.</summary>
    public string Name => Type.IsIndexed() ? unchecked((uint)NameOrIndex).ToString(CultureInfo.InvariantCulture) : Graph.Strings[NameOrIndex];

    /// <summary>Whether the edge keeps its target alive.</summary>
    public bool IsStrong => Type != EdgeType.Weak;

    /// <summary>Whether the edge has a name that equals a text without characters that JSON escapes.</summary>
    public bool HasName(ReadOnlySpan<byte> text) => !Type.IsIndexed() && Graph.Strings.Equals(NameOrIndex, text);
}
