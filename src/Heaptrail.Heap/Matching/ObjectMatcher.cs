using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Matching;

/// <summary>
/// Recognises the objects of a capture in a later one of the same process without ids. What V8 does not move is at its address; the rest
/// is found by its way from there and from the root: properties and variables by name, elements by index, entries of Maps by key. What
/// is left of one kind in one list is taken in order, so that a list has as many new objects as it has gained.
/// </summary>
public static class ObjectMatcher
{
    /// <summary>Matches two captures. Close to linear in nodes and edges.</summary>
    /// <param name="earlier">The earlier one.</param>
    /// <param name="later">The later one.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    public static ObjectMatches Find(PlacedGraph earlier, PlacedGraph later, CancellationToken cancel = default)
    {
        var pairs = new NodePairs(earlier, later);
        pairs.AddByAddress(cancel);
        if (pairs.Earlier.NodeCount > 0 && pairs.Later.NodeCount > 0)
            pairs.TryAdd(0, 0);
        Follow(pairs, cancel);
        return new(pairs.Earlier, pairs.Later, pairs.LaterOf);
    }

    // The surest first: names, then order in lists, and at last what V8 holds by places that say nothing.
    static void Follow(NodePairs pairs, CancellationToken cancel)
    {
        var edges = new EdgePairing(pairs);
        var entries = new EntryPairing(pairs);
        var lists = new Queue<(int Earlier, int Later)>();
        var roots = new Queue<(int Earlier, int Later)>();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (pairs.Open.TryDequeue(out (int Earlier, int Later) pair))
            {
                if (pair.Later != 0 && pairs.Later.NodeTypes[pair.Later] == NodeType.Synthetic)
                {
                    roots.Enqueue(pair);
                    continue;
                }
                entries.Pair(pair.Earlier, pair.Later);
                // The places in a store of another size are others, if it is a table; if it is none, its owner has the same targets.
                if (pairs.Later.NodeTypes[pair.Later] != NodeType.Array || pairs.Earlier.SelfSizes[pair.Earlier] == pairs.Later.SelfSizes[pair.Later])
                    edges.ByLabel(pair.Earlier, pair.Later);
                lists.Enqueue(pair);
            }
            else if (lists.TryDequeue(out pair))
            {
                edges.InOrder(pair.Earlier, pair.Later);
            }
            else if (roots.TryDequeue(out pair))
            {
                edges.ByLabel(pair.Earlier, pair.Later);
                edges.InOrder(pair.Earlier, pair.Later);
            }
            else
            {
                return;
            }
        }
    }
}
