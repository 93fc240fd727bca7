using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Matching;

/// <summary>Pairs the entries of two Maps or Sets that are one object, by their keys. Their places change whenever the table grows.</summary>
sealed class EntryPairing(NodePairs pairs)
{
    /// <summary>Pairs keys and values; nothing when the nodes are no collections.</summary>
    internal void Pair(int before, int now)
    {
        if (Find(pairs.Earlier, before) is not { } earlier || Find(pairs.Later, now) is not { } later)
            return;
        var byKey = new Dictionary<(NodeType, int), CollectionEntry>();
        foreach (CollectionEntry entry in earlier.Entries)
        {
            if (entry.Key is { } key && IsText(pairs.Earlier, key))
                byKey.TryAdd(pairs.KindOfEarlier(key.Value), entry);
        }
        Dictionary<int, CollectionEntry>? byNode = null;
        foreach (CollectionEntry entry in later.Entries)
        {
            if (entry.Key is not { } key)
                continue;
            if (IsText(pairs.Later, key))
            {
                if (byKey.TryGetValue(pairs.KindOfLater(key.Value), out CollectionEntry same))
                    PairParts(same, entry);
            }
            else if (pairs.EarlierOf(key.Value) is >= 0 and var known)
            {
                byNode ??= earlier.Entries.Where(one => one.Key is not null).DistinctBy(one => one.Key).ToDictionary(one => one.Key!.Value.Value);
                if (byNode.TryGetValue(known, out CollectionEntry same))
                    PairParts(same, entry);
            }
        }
    }

    void PairParts(CollectionEntry before, CollectionEntry now)
    {
        pairs.TryAdd(before.Key!.Value.Value, now.Key!.Value.Value);
        if (before.Value is { } was && now.Value is { } value)
            pairs.TryAdd(was.Value, value.Value);
    }

    static CollectionEntries? Find(HeapGraph graph, int node) => CollectionEntries.Find(graph[new NodeIndex(node)]);

    static bool IsText(HeapGraph graph, NodeIndex node) => ProcessCheck.KindOf(graph[node].Type) == NodeType.String;
}
