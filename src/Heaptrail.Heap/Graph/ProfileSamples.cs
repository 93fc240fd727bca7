using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>The samples of a sampling profile. V8 numbers them in the order of the allocations: numbers are what the profile has of time.</summary>
public sealed class ProfileSamples
{
    readonly List<(int Node, long Ordinal, long Bytes)> all = [];

    /// <summary>Number of samples.</summary>
    public int Count => all.Count;

    /// <summary>The smallest number of a sample; 0 when there is none. Numbers of samples that were freed before the end are missing.</summary>
    public long First { get; private set; }

    /// <summary>The greatest number of a sample; 0 when there is none.</summary>
    public long Last { get; private set; }

    internal ReadOnlySpan<(int Node, long Ordinal, long Bytes)> All => CollectionsMarshal.AsSpan(all);

    internal void Add(int node, long ordinal, long bytes)
    {
        First = all.Count == 0 ? ordinal : Math.Min(First, ordinal);
        Last = Math.Max(Last, ordinal);
        all.Add((node, ordinal, bytes));
    }
}
