using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What an object consists of, sorted as a developer thinks of it: properties, elements, entries, variables of a function, and the
/// fields of V8's own. Each list is the first of its kind, with the number of all.
/// </summary>
public sealed record ObjectContents
{
    /// <summary>Named properties in the order in which they were added, getters and setters among them; private ones begin with #.</summary>
    public required FieldList Properties { get; init; }

    /// <summary>Elements by index; small integers and holes are not in the file.</summary>
    public required FieldList Elements { get; init; }

    /// <summary>Entries of a Map, Set, WeakMap or WeakSet; <see langword="null"/> for everything else.</summary>
    public required CollectionEntries? Entries { get; init; }

    /// <summary>Variables that a function can reach, its own scope first.</summary>
    public required IReadOnlyList<ScopeVariables> Scopes { get; init; }

    /// <summary>Fields of V8's own, and weak references.</summary>
    public required FieldList Internals { get; init; }

    /// <summary>Reads what is in a node. Linear in its edges.</summary>
    public static ObjectContents Read(HeapNode node, ObjectContentsOptions options = default)
    {
        int top = options.Top > 0 ? options.Top : int.MaxValue;
        CollectionEntries? entries = CollectionEntries.Find(node, top);
        Collector properties = new(top), elements = new(top), internals = new(top);
        bool isForPeople = node.Type is NodeType.Object or NodeType.Closure or NodeType.RegExp && !node.IsContext();
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == EdgeType.Element)
                elements.Add(edge);
            else if (edge.Type == EdgeType.Property)
                AddProperty(edge);
            else if (options.WithMachinery || !isForPeople || !IsMachinery(edge, entries is not null))
                internals.Add(edge);
        }
        return new()
        {
            Properties = properties.List,
            Elements = elements.List,
            Entries = entries,
            Scopes = ScopeVariables.Of(node, top),
            Internals = internals.List,
        };

        void AddProperty(HeapEdge edge)
        {
            // A getter and its setter are properties of their own in the file, "get x" and "set x", beside the pair "x".
            if (options.WithMachinery || !(edge.HasName("__proto__"u8) || edge.Target.HasName("system / AccessorPair"u8)))
                properties.Add(edge);
        }
    }

    // What every object has and what is shown in another way: its shape, its stores, the code and the scope of a function.
    static bool IsMachinery(HeapEdge edge, bool hasEntries) =>
        edge.Type == EdgeType.Context
        || (edge.Type == EdgeType.Internal
            && (edge.HasName("map"u8) || edge.HasName("properties"u8) || edge.HasName("elements"u8) || edge.HasName("shared"u8) || edge.HasName("context"u8)
                || edge.HasName("code"u8) || edge.HasName("feedback_cell"u8) || edge.HasName("initial_map"u8) || (hasEntries && edge.HasName("table"u8))
                // The other half of a WeakMap's entry; the WeakMap shows it.
                || edge.Graph.Strings.Raw(edge.NameOrIndex).EndsWith(")"u8)));

    sealed class Collector(int top)
    {
        readonly List<HeapEdge> fields = [];
        long count;

        internal FieldList List => new(fields, count);

        internal void Add(HeapEdge edge)
        {
            if (count++ < top)
                fields.Add(edge);
        }
    }
}

/// <summary>How much of an object is read.</summary>
public readonly record struct ObjectContentsOptions
{
    /// <summary>Fields of each list at most; 0 stands for all.</summary>
    public int Top { get; init; }

    /// <summary>Also what every object has: shape, prototype, stores, code.</summary>
    public bool WithMachinery { get; init; }
}

/// <summary>Fields of one kind.</summary>
/// <param name="Fields">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record FieldList(IReadOnlyList<HeapEdge> Fields, long Count);
