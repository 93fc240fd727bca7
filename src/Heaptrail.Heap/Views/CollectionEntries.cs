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
        SortedDictionary<int, (HeapNode? Key, HeapNode? Value)> places = Places(table, layout, isWeak ? EdgeType.Weak : EdgeType.Internal);
        List<CollectionEntry> entries = [];
        foreach ((int place, (HeapNode? key, HeapNode? value)) in places)
        {
            if (entries.Count == top)
                break;
            entries.Add(new(place, key?.Index, value?.Index));
        }
        // A weak table has its keys wherever their hash puts them, so a gap in it says nothing.
        long unseen = isWeak || places.Count == 0 ? 0 : places.Keys.Last() + 1 - places.Count;
        return new(layout.Kind, entries, places.Count, unseen, layout.Capacity);
    }

    static SortedDictionary<int, (HeapNode? Key, HeapNode? Value)> Places(HeapNode table, HashTableLayout layout, EdgeType type)
    {
        var places = new SortedDictionary<int, (HeapNode? Key, HeapNode? Value)>();
        foreach (HeapEdge edge in table.Edges)
        {
            if (edge.Type != type || IndexOf(edge) is not { } index || index < layout.First)
                continue;
            int place = (index - layout.First) / layout.Stride;
            int part = (index - layout.First) % layout.Stride;
            // Deleted entries hold a hole in both; the rest of an entry is its link to the next one of the bucket.
            if (part > (layout.Kind == CollectionKind.Set ? 0 : 1) || PrimitiveValues.IsHole(edge.Target))
                continue;
            (HeapNode? key, HeapNode? value) = places.GetValueOrDefault(place);
            places[place] = part == 0 ? (edge.Target, value) : (key, edge.Target);
        }
        return places;
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
