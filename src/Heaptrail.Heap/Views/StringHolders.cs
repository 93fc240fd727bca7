using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>Finds out in which field of which class strings are kept. Made once per heap: it remembers whose stores are whose.</summary>
public sealed class StringHolders(IndexedHeap heap)
{
    const int MostStores = 4;

    readonly Dictionary<NodeIndex, (NodeIndex Owner, HolderKind Kind)> owners = [];

    /// <summary>The ways in which some strings are held, the most common first, then by name.</summary>
    /// <param name="strings">The strings; one that is held twice in the same way counts once.</param>
    public IReadOnlyList<StringHolder> Find(IEnumerable<NodeIndex> strings)
    {
        var counts = new Dictionary<(string Class, string Field, HolderKind Kind), long>();
        var ways = new HashSet<(string Class, string Field, HolderKind Kind)>();
        foreach (NodeIndex text in strings)
        {
            ways.Clear();
            foreach (HeapEdge edge in heap.Retainers[text])
            {
                if (edge.IsStrong && WayOf(edge) is { } way)
                    ways.Add(way);
            }
            foreach (var own in ways)
                counts[own] = counts.GetValueOrDefault(own) + 1;
        }
        return [.. counts.Select(way => new StringHolder(way.Key.Class, way.Key.Field, way.Key.Kind, way.Value)).OrderByDescending(holder => holder.Count)
            .ThenBy(holder => holder.Class, StringComparer.Ordinal).ThenBy(holder => holder.Field, StringComparer.Ordinal)];
    }

    (string Class, string Field, HolderKind Kind)? WayOf(HeapEdge edge)
    {
        NodeIndex source = heap.Graph.SourceOf(edge.Index);
        switch (edge.Type)
        {
            case EdgeType.Property:
                return (heap.Classes.NameOf(source), edge.Name, HolderKind.Property);
            case EdgeType.Context:
                return ("", edge.Name, HolderKind.Variable);
            case EdgeType.Element:
                return (heap.Classes.NameOf(source), "", HolderKind.Element);
        }
        if (!heap.Graph[source].IsStore())
            return (NameOf(source), edge.Type.IsIndexed() || int.TryParse(edge.Name, out _) ? "" : edge.Name, HolderKind.Internal);
        (NodeIndex owner, HolderKind kind) = OwnerOf(source);
        // The object of a property store has an edge with the property's name as well.
        return kind == HolderKind.Property ? null : (NameOf(owner), "", kind);
    }

    // All roots are of one class; their names say which one it is.
    string NameOf(NodeIndex node) => heap.Graph[node].Type == NodeType.Synthetic ? heap.Graph[node].RawName : heap.Classes.NameOf(node);

    // The nearest object above a store: the Map of a table, the Array of elements.
    (NodeIndex Owner, HolderKind Kind) OwnerOf(NodeIndex store)
    {
        if (owners.TryGetValue(store, out var known))
            return known;
        NodeIndex at = store;
        HolderKind kind = HolderKind.Internal;
        for (int i = 0; i < MostStores && heap.Graph[at].IsStore(); i++)
        {
            if (FirstRetainer(at) is not { } edge)
                break;
            kind = KindOf(edge) ?? kind;
            at = heap.Graph.SourceOf(edge.Index);
        }
        owners.Add(store, (at, kind));
        return (at, kind);
    }

    static HolderKind? KindOf(HeapEdge edge) =>
        edge.HasName("table"u8) ? HolderKind.Entry : edge.HasName("elements"u8) ? HolderKind.Element : edge.HasName("properties"u8) ? HolderKind.Property : null;

    HeapEdge? FirstRetainer(NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (edge.IsStrong && heap.Graph.SourceOf(edge.Index) != node)
                return edge;
        }
        return null;
    }
}

/// <summary>How a string is held.</summary>
public enum HolderKind
{
    /// <summary>Property of an object.</summary>
    Property,
    /// <summary>Element of an array.</summary>
    Element,
    /// <summary>Key or value of a Map or Set.</summary>
    Entry,
    /// <summary>Variable that a function captured.</summary>
    Variable,
    /// <summary>Something of V8's own: constants of code, names of properties, parts of joined strings.</summary>
    Internal,
}

/// <summary>One way in which strings are held.</summary>
/// <param name="Class">Class of the object that holds them; empty for variables.</param>
/// <param name="Field">Property, variable or internal field; empty for elements and entries.</param>
/// <param name="Kind">How.</param>
/// <param name="Count">How many of the strings.</param>
public sealed record StringHolder(string Class, string Field, HolderKind Kind, long Count);
