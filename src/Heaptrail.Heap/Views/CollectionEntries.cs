using System.Globalization;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The entries of a Map, Set, WeakMap or WeakSet, or of a class derived from one, in the order in which they were added (weak ones in
/// the order of the table). Small integers and constants are not in the file, so a key, a value or a whole entry may be missing.
/// </summary>
/// <param name="Kind">What kind of collection it is.</param>
/// <param name="Entries">The first entries of which the file has the key or the value.</param>
/// <param name="Count">How many entries the file has the key or the value of.</param>
/// <param name="Unseen">
/// Places before the last of them of which it has neither: entries of small integers and constants, or deleted ones.
/// </param>
/// <param name="Capacity">Entries that fit into the table.</param>
public sealed record CollectionEntries(CollectionKind Kind, IReadOnlyList<CollectionEntry> Entries, long Count, long Unseen, long Capacity)
{
    /// <summary>Reads them; <see langword="null"/> when the node is no collection. Linear in the size of the table.</summary>
    /// <param name="node">The collection.</param>
    /// <param name="top">Entries to return at most.</param>
    public static CollectionEntries? Find(HeapNode node, int top = int.MaxValue)
    {
        if (node.Type != NodeType.Object || node.Follow(EdgeType.Internal, "table"u8) is not { } table)
            return null;
        bool isWeak = IsWeak(table);
        if ((isWeak ? HashTableLayout.OfWeak(table) : HashTableLayout.Of(table)) is not { } layout)
            return null;
        List<CollectionEntry> entries = ReadEntries(table, layout, isWeak ? EdgeType.Weak : EdgeType.Internal);
        // A weak table has its keys wherever their hash puts them, so a gap in it says nothing.
        long unseen = isWeak || entries.Count == 0 ? 0 : entries[^1].Place + 1 - entries.Count;
        return new(layout.Kind, entries.Count > top ? entries.GetRange(0, top) : entries, entries.Count, unseen, layout.Capacity);
    }

    static List<CollectionEntry> ReadEntries(HeapNode table, HashTableLayout layout, EdgeType type)
    {
        var entries = new List<CollectionEntry>();
        foreach ((int index, NodeIndex target) in Parts(table, layout, type))
        {
            int place = (index - layout.First) / layout.Stride;
            bool isKey = (index - layout.First) % layout.Stride == 0;
            if (entries.Count > 0 && entries[^1].Place == place)
                entries[^1] = isKey ? entries[^1] with { Key = target } : entries[^1] with { Value = target };
            else
                entries.Add(isKey ? new(place, target, null) : new(place, null, target));
        }
        return entries;
    }

    // Keys and values by their index in the table. V8 writes them in this order, and a table may have a million.
    static List<(int Index, NodeIndex Target)> Parts(HeapNode table, HashTableLayout layout, EdgeType type)
    {
        var parts = new List<(int Index, NodeIndex Target)>();
        bool isSorted = true;
        foreach (HeapEdge edge in table.Edges)
        {
            if (edge.Type != type || IndexOf(edge) is not { } index || index < layout.First)
                continue;
            int part = (index - layout.First) % layout.Stride;
            // Deleted entries hold a hole in both; the rest of an entry is its link to the next one of the bucket.
            if (part > (layout.Kind == CollectionKind.Set ? 0 : 1) || PrimitiveValues.IsHole(edge.Target))
                continue;
            isSorted &= parts.Count == 0 || parts[^1].Index < index;
            parts.Add((index, edge.TargetIndex));
        }
        if (!isSorted)
            parts.Sort((a, b) => (a.Index, a.Target.Value).CompareTo((b.Index, b.Target.Value)));
        return parts;
    }

    static bool IsWeak(HeapNode table)
    {
        foreach (HeapEdge edge in table.Edges)
        {
            if (edge.Type == EdgeType.Weak && IndexOf(edge) is not null)
                return true;
        }
        return false;
    }

    static int? IndexOf(HeapEdge edge)
    {
        if (edge.Type.IsIndexed())
            return null;
        ReadOnlySpan<byte> name = edge.Graph.Strings.Raw(edge.NameOrIndex);
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
    }
}

/// <summary>One entry of a collection.</summary>
/// <param name="Place">Its place in the table, from 0.</param>
/// <param name="Key">The key; <see langword="null"/> when it is a small integer or a constant.</param>
/// <param name="Value">The value; <see langword="null"/> when it is a small integer or a constant, and in a Set.</param>
public readonly record struct CollectionEntry(int Place, NodeIndex? Key, NodeIndex? Value);
