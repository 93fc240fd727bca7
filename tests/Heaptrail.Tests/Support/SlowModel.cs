using System.Text.RegularExpressions;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Tests.Support;

/// <summary>The definitions themselves, as slow as they are obvious: take a node away and see what is no longer reached.</summary>
sealed partial class SlowModel
{
    readonly List<(int From, int To)> holding = [];
    readonly HeapGraph graph;
    readonly HashSet<int> starts = [0];

    public SlowModel(HeapGraph graph)
    {
        this.graph = graph;
        HashSet<int> ofUser = OfUser();
        foreach ((int from, HeapEdge edge) in Edges())
        {
            int to = edge.TargetIndex.Value;
            bool tableOfEntry = edge.Type == EdgeType.Internal && Entry().Match(edge.Name) is { Success: true } entry
                && entry.Groups["table"].Value == $"{graph[new NodeIndex(from)].Id}";
            if (edge.Type != EdgeType.Weak && from != to && (edge.Type != EdgeType.Shortcut || from == 0) && !tableOfEntry
                && (from == 0 || ofUser.Contains(from) || !ofUser.Contains(to)))
            {
                holding.Add((from, to));
            }
        }
        // What no edge holds at all hangs under the root by itself.
        for (int node = 1; node < graph.NodeCount; node++)
        {
            if (!holding.Exists(e => e.To == node))
                starts.Add(node);
        }
        Live = Reach(-1);
        Dominated = [.. Enumerable.Range(0, graph.NodeCount).Select(removed => Live.Except(Reach(removed)).ToHashSet())];
    }

    /// <summary>Nodes that are reached at all.</summary>
    public HashSet<int> Live { get; }

    /// <summary>For each node, itself and what is reached no more without it.</summary>
    public HashSet<int>[] Dominated { get; }

    /// <summary>The last node, before the node itself, without which it is not reached.</summary>
    public int DominatorOf(int node)
    {
        int best = 0;
        for (int other = 1; other < graph.NodeCount; other++)
        {
            if (other != node && Live.Contains(node) && Dominated[other].Contains(node) && Dominated[best].Contains(other))
                best = other;
        }
        return best;
    }

    /// <summary>Sum of sizes over what goes away with a node.</summary>
    public long RetainedBytes(int node, Func<int, long> shallowBytes)
    {
        if (node == 0)
            return Enumerable.Range(0, graph.NodeCount).Sum(shallowBytes);
        return Live.Contains(node) ? Dominated[node].Sum(shallowBytes) : shallowBytes(node);
    }

    /// <summary>Self size and what the node alone owns through V8's internal nodes; 0 for what is owned.</summary>
    public long[] ShallowBytes()
    {
        long[] sizes = [.. Enumerable.Range(0, graph.NodeCount).Select(n => graph[new NodeIndex(n)].SelfSize)];
        if (!Edges().Any(e => e.From == 0 && e.Edge.Target.Type != NodeType.Synthetic))
            return sizes;
        var owners = new HashSet<int>[graph.NodeCount];
        for (int node = 0; node < owners.Length; node++)
            owners[node] = [];
        for (int owner = 0; owner < owners.Length; owner++)
        {
            if (!IsInternal(owner))
                Own(owner, owner);
        }
        for (int node = 0; node < owners.Length; node++)
        {
            if (IsInternal(node) && owners[node] is { Count: 1 } only && only.Single() is > 0 and var owner && graph[new NodeIndex(owner)].Type != NodeType.Synthetic)
                (sizes[owner], sizes[node]) = (sizes[owner] + graph[new NodeIndex(node)].SelfSize, 0);
        }
        return sizes;

        void Own(int owner, int node)
        {
            foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
            {
                int to = edge.TargetIndex.Value;
                if (edge.Type != EdgeType.Weak && IsInternal(to) && owners[to].Add(owner))
                    Own(owner, to);
            }
        }
    }

    bool IsInternal(int node) => graph[new NodeIndex(node)].Type is NodeType.Hidden or NodeType.Array;

    HashSet<int> OfUser()
    {
        var found = Edges().Where(e => e.From == 0 && e.Edge.Type == EdgeType.Shortcut).Select(e => e.Edge.TargetIndex.Value).ToHashSet();
        while (Edges().Where(e => e.Edge.Type != EdgeType.Weak && found.Contains(e.From)).ToArray() is var more && more.Any(e => found.Add(e.Edge.TargetIndex.Value)))
        {
        }
        return found;
    }

    /// <summary>Some nodes, and what is reached no more without them.</summary>
    public HashSet<int> Without(HashSet<int> removed) => [.. Live.Except(Reach(removed)), .. removed];

    HashSet<int> Reach(int removed) => Reach([removed]);

    HashSet<int> Reach(HashSet<int> removed)
    {
        var reached = starts.Where(s => !removed.Contains(s) && !removed.Contains(0)).ToHashSet();
        var queue = new Queue<int>(reached);
        while (queue.TryDequeue(out int node))
        {
            foreach ((int from, int to) in holding)
            {
                if (from == node && !removed.Contains(to) && reached.Add(to))
                    queue.Enqueue(to);
            }
        }
        return reached;
    }

    IEnumerable<(int From, HeapEdge Edge)> Edges()
    {
        for (int node = 0; node < graph.NodeCount; node++)
        {
            foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
                yield return (node, edge);
        }
    }

    [GeneratedRegex(@"^\d+ / part of key \(.*\) -> value \(.*\) pair in WeakMap \(table @(?<table>\d+)\)$")]
    private static partial Regex Entry();
}
