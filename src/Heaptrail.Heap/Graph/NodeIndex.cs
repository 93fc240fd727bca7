namespace Heaptrail.Heap.Graph;

/// <summary>Position of a node in its graph, from 0 in file order. Not V8's object id.</summary>
/// <param name="Value">The ordinal.</param>
public readonly record struct NodeIndex(int Value)
{
    /// <summary>The root: V8 writes it first.</summary>
    public static NodeIndex Root => new(0);

    /// <summary>No node.</summary>
    public static NodeIndex None => new(-1);

    /// <summary>Whether this is a node at all.</summary>
    public bool IsSome => Value >= 0;
}
