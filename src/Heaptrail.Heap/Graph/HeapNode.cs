using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>A node to read from: graph and index, no memory of its own.</summary>
/// <param name="Graph">The graph it belongs to.</param>
/// <param name="Index">Its position.</param>
public readonly record struct HeapNode(HeapGraph Graph, NodeIndex Index)
{
    /// <summary>Kind of the node.</summary>
    public NodeType Type
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Graph.NodeTypes[Index.Value];
    }

    /// <summary>V8's object id. Odd ids stay the same for the life of the process, even ones (embedder) do not.</summary>
    public long Id => Graph.NodeIds[Index.Value];

    /// <summary>Index of the name in <see cref="HeapGraph.Strings"/>.</summary>
    public int NameIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Graph.NodeNames[Index.Value];
    }

    /// <summary>The name in the file: constructor, function name, string content.</summary>
    public string RawName => Graph.Strings[NameIndex];

    /// <summary>Self size in bytes as the file has it.</summary>
    public long SelfSize => Graph.SelfSizes[Index];

    /// <summary>Number of edges that leave the node.</summary>
    public int EdgeCount => Graph.FirstEdge[Index.Value + 1] - Graph.FirstEdge[Index.Value];

    /// <summary>The edges that leave the node, in file order.</summary>
    public EdgeList Edges => new(Graph, Graph.FirstEdge[Index.Value], Graph.FirstEdge[Index.Value + 1]);

    /// <summary>Whether the name equals a text without characters that JSON escapes.</summary>
    public bool HasName(ReadOnlySpan<byte> text) => Graph.Strings.Equals(NameIndex, text);
}
