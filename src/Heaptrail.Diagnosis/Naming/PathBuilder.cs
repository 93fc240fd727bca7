using System.Collections.Immutable;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>Lays the path from the root over the named holder to one leaked unit.</summary>
sealed class PathBuilder(IndexedHeap heap, HolderNamer namer)
{
    const int MostVisited = 2_000_000;

    readonly HeapGraph graph = heap.Graph;

    /// <summary>The edges from the root to a unit; the holder's name is one of them.</summary>
    internal List<HeapEdge> EdgesTo(LeakCandidate candidate, NamedHolder named)
    {
        NodeIndex anchor = candidate.Anchor(graph);
        var edges = new List<HeapEdge>();
        if (named.Edge is { } name)
        {
            edges.AddRange(namer.Paths.PathTo(named.Owner));
            edges.Add(graph[name]);
            edges.AddRange(Between(graph[name].TargetIndex, node => node == anchor));
        }
        else
        {
            edges.AddRange(namer.Paths.PathTo(anchor));
        }
        // One large object that goes by its own name: there is no way on from it.
        if (candidate.Unit.Sample == anchor && (candidate.Unit.Added == 1 || candidate.IsReplaced))
            return edges;
        // In a chain the holder is the newest unit itself: the way to the next one shows what links them.
        edges.AddRange(candidate.IsChain || candidate.Unit.Sample == anchor
            ? Between(anchor, node => node != anchor && heap.Classes[node] == candidate.UnitClass)
            : Between(anchor, node => node == candidate.Unit.Sample));
        return edges;
    }

    /// <summary>The same path as steps to show; long runs of equal steps become one.</summary>
    internal ImmutableArray<PathStep> Steps(List<HeapEdge> edges) => PathFolding.Fold([.. edges.Select(Step)]);

    PathStep Step(HeapEdge edge)
    {
        NodeIndex node = edge.TargetIndex;
        (string name, SourceLocation? location) = graph[node].IsContext() ? namer.ScopeOf(node) : (NodeNames.Of(graph[node]), namer.LocationOf(edge));
        return new(new(edge.Type.Word(), edge.Name), graph[node].Id, heap.Classes.NameOf(node), Shortened(name), heap.RetainedSizes[node], location);
    }

    static string Shortened(string name)
    {
        const int Longest = 120;
        return name.Length <= Longest ? name : string.Concat(name.AsSpan(0, Longest), "…");
    }

    // Shortest way over edges that hold; empty when there is none or it ends where it starts.
    List<HeapEdge> Between(NodeIndex from, Func<NodeIndex, bool> isEnd)
    {
        if (isEnd(from))
            return [];
        var via = new Dictionary<int, int> { [from.Value] = -1 };
        var queue = new Queue<NodeIndex>([from]);
        while (queue.TryDequeue(out NodeIndex node) && via.Count < MostVisited)
        {
            foreach (HeapEdge edge in graph[node].Edges)
            {
                if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || edge.HasName("__proto__"u8) || heap.Ephemerons.PartOf(edge.Index) == EphemeronPart.Table)
                    continue;
                if (!via.TryAdd(edge.TargetIndex.Value, edge.Index.Value))
                    continue;
                if (isEnd(edge.TargetIndex))
                    return Back(via, edge.TargetIndex);
                queue.Enqueue(edge.TargetIndex);
            }
        }
        return [];
    }

    List<HeapEdge> Back(Dictionary<int, int> via, NodeIndex to)
    {
        var edges = new List<HeapEdge>();
        while (via[to.Value] is >= 0 and var edge)
        {
            edges.Add(graph[new EdgeIndex(edge)]);
            to = graph.SourceOf(new(edge));
        }
        edges.Reverse();
        return edges;
    }
}
