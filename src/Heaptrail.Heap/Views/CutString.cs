using System.Globalization;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What newer versions of V8 write about a string whose text they cut: internal edges <c>truncated</c>, <c>length</c> and <c>hash</c>
/// to nodes that stand for a value. Two strings with the same beginning, length and hash are the same.
/// </summary>
/// <param name="Length">Characters of the whole text; <see langword="null"/> when the file does not say.</param>
/// <param name="Hash">V8's hash of the whole text; <see langword="null"/> when the file does not say.</param>
readonly record struct CutString(long? Length, long? Hash)
{
    /// <summary>Whether a heap may have such strings at all; if not, no string has to be asked.</summary>
    internal static bool MayBeIn(HeapGraph graph) => graph.Strings.IndexOf("truncated"u8) >= 0;

    /// <summary>What the file says about a string that is cut; <see langword="null"/> when it does not say that it is.</summary>
    internal static CutString? Of(HeapNode node) => IsCut(node) == true ? new(Number(node, "length"u8), Number(node, "hash"u8)) : null;

    /// <summary>Whether a string is cut; <see langword="null"/> when the file does not say.</summary>
    internal static bool? IsCut(HeapNode node) => Value(node, "truncated"u8, "bool"u8)?.HasName("true"u8);

    static long? Number(HeapNode node, ReadOnlySpan<byte> name) =>
        Value(node, name, "int"u8) is { } value && long.TryParse(value.RawName, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    // A value is a node of type number that is named by its kind and leads to a string.
    static HeapNode? Value(HeapNode node, ReadOnlySpan<byte> name, ReadOnlySpan<byte> kind) =>
        node.Follow(EdgeType.Internal, name) is { Type: NodeType.Number } found && found.HasName(kind) ? found.Follow(EdgeType.Internal, "value"u8) : null;
}
