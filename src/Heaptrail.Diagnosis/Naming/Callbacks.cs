using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>The function of the program that a listener or timer calls.</summary>
static class Callbacks
{
    const int MostWrappers = 4;

    /// <summary>Where V8 says that the function is; <see langword="null"/> when there is none or it has no place in a script.</summary>
    internal static ObjectLocation? LocationOf(HeapNode unit)
    {
        HeapNode at = unit;
        for (int i = 0; i < MostWrappers && Inner(at) is { } inner; i++)
            at = inner;
        return at.Type == NodeType.Closure ? at.Graph.Locations[at.Index] : null;
    }

    // once() binds a function of lib/events.js and keeps the one given to it in its property listener; bind() keeps it as bound_function.
    static HeapNode? Inner(HeapNode node) => node.Type == NodeType.Closure
        ? Function(node.Follow(EdgeType.Property, "listener"u8)) ?? Function(node.Follow(EdgeType.Internal, "bound_function"u8))
        : Function(node.Follow(EdgeType.Property, "_onTimeout"u8)) ?? Function(node.Follow(EdgeType.Property, "_onImmediate"u8));

    static HeapNode? Function(HeapNode? node) => node is { Type: NodeType.Closure } ? node : null;
}
