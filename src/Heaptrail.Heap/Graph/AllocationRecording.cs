namespace Heaptrail.Heap.Graph;

/// <summary>What V8 wrote down about allocations before it took a snapshot: when, and, if it was asked to, under which stacks.</summary>
public sealed class AllocationRecording
{
    internal TraceIdColumn TraceIds { get; init; } = new();

    // Position in the call tree by its id.
    internal Dictionary<uint, int> TraceNodes { get; init; } = [];

    /// <summary>The marks in the order of the file; empty when the recording has no times.</summary>
    public IReadOnlyList<AllocationSample> Samples { get; init; } = [];

    /// <summary>The stacks; <see langword="null"/> when they were not recorded.</summary>
    public CallTree? Stacks { get; init; }

    /// <summary>Position in <see cref="Stacks"/> under which a node was allocated; -1 when that is not known.</summary>
    internal int StackOf(int node) => TraceIds[node] is > 0 and var id && TraceNodes.TryGetValue(id, out int at) ? at : -1;
}
