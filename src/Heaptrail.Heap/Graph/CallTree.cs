namespace Heaptrail.Heap.Graph;

/// <summary>
/// Call stacks under which memory was allocated, as a tree in columns. Node 0 is the root, a node stands behind its parent, and the
/// figures of a node are those of its own function without the functions it calls.
/// </summary>
public sealed class CallTree
{
    /// <summary>The functions that nodes refer to.</summary>
    public required IReadOnlyList<AllocationFunction> Functions { get; init; }

    internal int[] FunctionOf { get; init; } = [];

    // -1 for the root.
    internal int[] ParentOf { get; init; } = [];

    // Objects of a recording with ids, samples of a sampling profile.
    internal long[] Counts { get; init; } = [];

    internal long[] Bytes { get; init; } = [];

    /// <summary>Whether the bytes are an estimate from samples; only then objects are not counted.</summary>
    public bool IsSampled { get; init; }

    /// <summary>Number of nodes.</summary>
    public int Count => FunctionOf.Length;
}
