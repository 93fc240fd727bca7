using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>Single steps through a graph that many views need.</summary>
public static class HeapNavigation
{
    /// <summary>The node behind the first edge of a type and name; <see langword="null"/> when there is none.</summary>
    /// <param name="node">Where to start.</param>
    /// <param name="type">Type of the edge.</param>
    /// <param name="name">Name of the edge, UTF-8.</param>
    public static HeapNode? Follow(this HeapNode node, EdgeType type, ReadOnlySpan<byte> name)
    {
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == type && edge.HasName(name))
                return edge.Target;
        }
        return null;
    }

    /// <summary>Whether a node is the context of a function: the variables that closures captured.</summary>
    public static bool IsContext(this HeapNode node) =>
        // Native where V8's internals are exposed: in snapshots of browsers, and of Node.js 26 when asked for.
        node.Type is NodeType.Object or NodeType.Hidden or NodeType.Native
        && node.Graph.Strings.StartsWith(node.NameIndex, "system / Context"u8);

    /// <summary>Whether a node is the context of a realm: the end of every chain of contexts.</summary>
    public static bool IsNativeContext(this HeapNode node) => node.Graph.Strings.StartsWith(node.NameIndex, "system / NativeContext"u8);

    /// <summary>Whether a node is a part of another object that nobody can point at: elements, hash tables, property tables.</summary>
    public static bool IsStore(this HeapNode node) =>
        node.Type == NodeType.Array || (node.Type == NodeType.Hidden && !node.IsContext() && !node.IsNativeContext());
}
