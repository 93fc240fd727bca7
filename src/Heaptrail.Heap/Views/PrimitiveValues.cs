using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>Values of nodes that are no objects: numbers, strings, symbols, <c>null</c> and its like.</summary>
public static class PrimitiveValues
{
    /// <summary>
    /// The value as text; <see langword="null"/> for objects, and where the file does not say: numbers are in it only when they were
    /// captured, and BigInts never.
    /// </summary>
    public static string? Of(HeapNode node) => node.Type switch
    {
        NodeType.String or NodeType.ConsString or NodeType.SlicedString => NodeNames.Of(node),
        NodeType.Number => node.Follow(EdgeType.Internal, "value"u8)?.RawName,
        NodeType.Symbol => node.Follow(EdgeType.Internal, "name"u8) is { } name ? $"Symbol({name.RawName})" : null,
        NodeType.Hidden or NodeType.Native => ConstantOf(node),
        _ => null,
    };

    /// <summary>Whether the node stands for a place without a value: an element that was never set, a deleted entry of a Map.</summary>
    public static bool IsHole(HeapNode node) =>
        node.Type is NodeType.Hidden or NodeType.Native && (node.HasName("system / Hole"u8) || (node.HasName("system / Oddball"u8) && OddballText(node) is "hole" or "the_hole"));

    // V8 12 and older call all of them "system / Oddball" and keep the text in the first field; newer ones name them by the text.
    static string? ConstantOf(HeapNode node)
    {
        if (node.HasName("undefined"u8) || node.HasName("null"u8) || node.HasName("true"u8) || node.HasName("false"u8))
            return node.RawName;
        return node.HasName("system / Oddball"u8) && OddballText(node) is "undefined" or "null" or "true" or "false" ? OddballText(node) : null;
    }

    static string? OddballText(HeapNode node)
    {
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Target.Type == NodeType.String && (edge is { Type: EdgeType.Hidden, NameOrIndex: 0 } || edge.HasName("to_string"u8)))
                return edge.Target.RawName;
        }
        return null;
    }
}
