using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What an object inherits from.</summary>
public static class PrototypeChain
{
    const int MostSteps = 50;

    /// <summary>The prototypes of an object, the nearest first; empty for nodes without.</summary>
    public static IReadOnlyList<Prototype> Of(HeapNode node)
    {
        var chain = new List<Prototype>();
        while (chain.Count < MostSteps && PropertyOf(node, "__proto__"u8) is { Type: NodeType.Object or NodeType.Closure } prototype)
        {
            chain.Add(new(prototype.Index, PropertyOf(prototype, "constructor"u8) is { Type: NodeType.Closure } constructor ? constructor.Index : null));
            node = prototype;
        }
        return chain;
    }

    static HeapNode? PropertyOf(HeapNode node, ReadOnlySpan<byte> name) => node.Follow(EdgeType.Property, name);
}

/// <summary>One prototype.</summary>
/// <param name="Node">The prototype object.</param>
/// <param name="Constructor">The function that creates objects with this prototype; <see langword="null"/> when it is not known.</param>
public readonly record struct Prototype(NodeIndex Node, NodeIndex? Constructor);
