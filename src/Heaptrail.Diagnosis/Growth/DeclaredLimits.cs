using System.Globalization;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Whether a holder has a limit that it has not reached. A ring, a window or an LRU cache grows like a leak until it is full; what
/// tells them apart is the field with the limit, or the line that compares the number of entries with one.
/// </summary>
sealed class DeclaredLimits(HeapGraph graph, SourcePlaces places)
{
    static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "max", "limit", "capacity", "maxSize", "maxEntries", "maxItems", "maxLength", "maxKeys", "maxCount", "maxElements", "sizeLimit", "bound", "windowSize",
    };

    /// <summary>The limit of a holder; <see langword="null"/> when it has none, or holds more than that already.</summary>
    /// <param name="candidate">What grows.</param>
    /// <param name="named">Its name.</param>
    /// <param name="path">The edges from the root to one unit.</param>
    internal DeclaredLimit? Find(LeakCandidate candidate, NamedHolder named, IReadOnlyList<HeapEdge> path)
    {
        // The limit of an emitter, 10 listeners, warns and bounds nothing.
        if (!candidate.IsDirect || named.EventName is not null || named.Edge is null)
            return null;
        long each = candidate.Unit.Cumulated().Last() / (candidate.Siblings.Count + 1);
        foreach (NodeIndex node in Around(candidate, named, path))
        {
            foreach ((string name, double? value) in Fields(graph[node]))
            {
                if (Names.Contains(name.TrimStart('_', '#')) && (value is null || value > each))
                    return new(name, value);
            }
        }
        return places.LimitOf(named.Name, named.Near) is var (text, compared) && (compared is null || compared > each) ? new(text, compared) : null;
    }

    // From the owner of the name down to the holder itself.
    IEnumerable<NodeIndex> Around(LeakCandidate candidate, NamedHolder named, IReadOnlyList<HeapEdge> path)
    {
        NodeIndex anchor = candidate.Anchor(graph);
        if (named.Kind is HolderKind.Property)
            yield return named.Owner;
        bool isInside = false;
        foreach (HeapEdge edge in path)
        {
            isInside |= edge.Index == named.Edge;
            if (isInside && graph[edge.TargetIndex].Type == NodeType.Object)
                yield return edge.TargetIndex;
            if (edge.TargetIndex == anchor)
                yield break;
        }
    }

    // A small number has no node of its own where numbers were not captured; the shape of the object names the field all the same.
    static IEnumerable<(string Name, double? Value)> Fields(HeapNode node)
    {
        var valued = new HashSet<string>();
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type != EdgeType.Property || edge.Target.Type != NodeType.Number || !valued.Add(edge.Name))
                continue;
            yield return (edge.Name, double.TryParse(PrimitiveValues.Of(edge.Target), CultureInfo.InvariantCulture, out double value) ? value : null);
        }
        if (node.Follow(EdgeType.Internal, "map"u8)?.Follow(EdgeType.Internal, "descriptors"u8) is not { } descriptors)
            yield break;
        bool isNumeric = valued.Count > 0;
        foreach (HeapEdge edge in descriptors.Edges)
        {
            // A field that is there with another value than a number is no limit.
            if (edge.Type == EdgeType.Internal && edge.Target.Type == NodeType.String && !isNumeric && !HasField(node, edge.Target.RawName))
                yield return (edge.Target.RawName, null);
        }
    }

    static bool HasField(HeapNode node, string name)
    {
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == EdgeType.Property && edge.Name == name)
                return true;
        }
        return false;
    }
}

/// <summary>A limit that a holder has not reached.</summary>
/// <param name="Name">The field or variable with the limit.</param>
/// <param name="Value">The limit; <see langword="null"/> when it is not known.</param>
sealed record DeclaredLimit(string Name, double? Value);
