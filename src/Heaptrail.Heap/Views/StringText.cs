using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What the file has of the text of a string.</summary>
public static class StringText
{
    // V8 writes no more (flag heap_snapshot_string_limit); a pair or a character that the cut breaks adds a few. Up to V8 14 it leaves no mark.
    const int Limit = 1024;

    /// <summary>Whether the text may go on behind what the file has of it.</summary>
    public static bool MayBeCut(HeapNode node)
    {
        if (CutString.IsCut(node) is { } known)
            return known;
        // An escape takes at most six bytes, and a character without one at most four.
        if (node.Type != NodeType.ConsString && node.Graph.Strings.Raw(node.NameIndex).Length < Limit)
            return false;
        return NodeNames.Of(node).Length >= Limit;
    }
}
