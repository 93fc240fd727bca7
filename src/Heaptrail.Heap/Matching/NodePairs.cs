using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Matching;

/// <summary>The pairs that were found so far, each node in one at most, and those whose edges are still to be followed.</summary>
sealed class NodePairs
{
    readonly PlacedGraph earlier;
    readonly PlacedGraph later;
    readonly CommonNames names;
    readonly int[] earlierOf;

    internal NodePairs(PlacedGraph earlier, PlacedGraph later)
    {
        this.earlier = earlier;
        this.later = later;
        names = new(earlier.Graph.Strings, later.Graph.Strings);
        LaterOf = new int[earlier.Graph.NodeCount];
        earlierOf = new int[later.Graph.NodeCount];
        Array.Fill(LaterOf, -1);
        Array.Fill(earlierOf, -1);
    }

    internal HeapGraph Earlier => earlier.Graph;

    internal HeapGraph Later => later.Graph;

    internal CommonNames Names => names;

    /// <summary>The later node of each earlier one; -1 when it has none.</summary>
    internal int[] LaterOf { get; }

    /// <summary>Pairs whose edges are to be followed.</summary>
    internal Queue<(int Earlier, int Later)> Open { get; } = new();

    internal bool IsFreeEarlier(int node) => LaterOf[node] < 0;

    internal bool IsFreeLater(int node) => earlierOf[node] < 0;

    /// <summary>The earlier node of a later one; -1 when it has none.</summary>
    internal int EarlierOf(int node) => earlierOf[node];

    /// <summary>What two nodes must have in common to be the same object: the kind, and the name; of strings that is their text.</summary>
    internal (NodeType Type, int Name) KindOfEarlier(int node) => (ProcessCheck.KindOf(Earlier.NodeTypes[node]), names.OfEarlier(Earlier.NodeNames[node]));

    /// <summary>The same for a later node.</summary>
    internal (NodeType Type, int Name) KindOfLater(int node) => (ProcessCheck.KindOf(Later.NodeTypes[node]), names.OfLater(Later.NodeNames[node]));

    /// <summary>Pairs two nodes if both are free and of one kind.</summary>
    internal bool TryAdd(int before, int now)
    {
        if (LaterOf[before] >= 0 || earlierOf[now] >= 0 || KindOfEarlier(before) != KindOfLater(now))
            return false;
        LaterOf[before] = now;
        earlierOf[now] = before;
        Open.Enqueue((before, now));
        return true;
    }

    /// <summary>Pairs what lies at one address in both captures, where V8 does not move objects.</summary>
    internal void AddByAddress(CancellationToken cancel)
    {
        const int Often = 0xFFFF;
        ReadOnlySpan<ulong> before = earlier.Addresses.Span;
        ReadOnlySpan<ulong> now = later.Addresses.Span;
        int a = 0;
        for (int b = 0; b < now.Length; b++)
        {
            if ((b & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            if (now[b] == 0)
                continue;
            while (a < before.Length && (before[a] == 0 || before[a] < now[b]))
                a++;
            if (a == before.Length)
                return;
            // In the place of a store that was freed another one may lie, seldom one of the same size.
            if (before[a] == now[b] && (Earlier.NodeTypes[a] != NodeType.Array || Earlier.SelfSizes[a] == Later.SelfSizes[b]))
                TryAdd(a, b);
        }
    }
}
