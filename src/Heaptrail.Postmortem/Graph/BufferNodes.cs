namespace Heaptrail.Postmortem.Graph;

/// <summary>Nodes for the memory that array buffers have outside of the heap, one for each piece of memory.</summary>
/// <param name="first">Number of the first node.</param>
sealed class BufferNodes(int first)
{
    readonly Dictionary<ulong, int> known = [];
    readonly List<long> sizes = [];

    /// <summary>Sizes of all, in bytes, by the order of their numbers.</summary>
    internal IReadOnlyList<long> Sizes => sizes;

    /// <summary>Number of the node for some memory.</summary>
    internal int Of(ulong store, long bytes)
    {
        if (!known.TryGetValue(store, out int node))
        {
            known.Add(store, node = first + sizes.Count);
            sizes.Add(0);
        }
        sizes[node - first] = Math.Max(sizes[node - first], bytes);
        return node;
    }
}
