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

    /// <summary>The samples of a sampling profile; <see langword="null"/> for a recording of every allocation.</summary>
    public ProfileSamples? Samples { get; init; }

    /// <summary>
    /// The same calls with the figures of some samples alone, as Chrome DevTools shows them for a part of a profile. Needs
    /// <see cref="Samples"/>.
    /// </summary>
    /// <param name="first">The smallest number of a sample that counts.</param>
    /// <param name="last">The greatest number of a sample that counts.</param>
    public CallTree Between(long first, long last)
    {
        var counts = new long[Count];
        var bytes = new long[Count];
        foreach ((int node, long ordinal, long size) in Samples!.All)
        {
            if (ordinal < first || ordinal > last)
                continue;
            counts[node]++;
            bytes[node] += size;
        }
        return new() { Functions = Functions, FunctionOf = FunctionOf, ParentOf = ParentOf, Counts = counts, Bytes = bytes, IsSampled = IsSampled, Samples = Samples };
    }

    /// <summary>Number of nodes.</summary>
    public int Count => FunctionOf.Length;
}
