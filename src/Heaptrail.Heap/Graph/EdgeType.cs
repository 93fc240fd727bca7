namespace Heaptrail.Heap.Graph;

/// <summary>Kind of an edge, in the order of V8's <c>HeapGraphEdge::Type</c>.</summary>
public enum EdgeType : byte
{
    /// <summary>Variable in a function's context; has a name.</summary>
    Context,
    /// <summary>Array element; has an index.</summary>
    Element,
    /// <summary>Property; has a name.</summary>
    Property,
    /// <summary>Field of V8's own; has a name.</summary>
    Internal,
    /// <summary>Field of V8's own without a name; has an index.</summary>
    Hidden,
    /// <summary>Not a pointer, but a hint: from the root to the user's globals, and bound arguments; has a name.</summary>
    Shortcut,
    /// <summary>Does not keep its target alive; has a name.</summary>
    Weak,
    /// <summary>A type that is not known here; counts as strong, has a name.</summary>
    Unknown,
}

/// <summary>What follows from an edge's type alone.</summary>
public static class EdgeTypes
{
    /// <summary>Whether the edge's name is an index and no string.</summary>
    public static bool IsIndexed(this EdgeType type) => type is EdgeType.Element or EdgeType.Hidden;

    /// <summary>V8's word for the type, as the result contract uses it.</summary>
    public static string Word(this EdgeType type) => type switch
    {
        EdgeType.Context => "context",
        EdgeType.Element => "element",
        EdgeType.Property => "property",
        EdgeType.Internal => "internal",
        EdgeType.Hidden => "hidden",
        EdgeType.Shortcut => "shortcut",
        EdgeType.Weak => "weak",
        _ => "unknown",
    };
}
