using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>One function, or one call of it, with what it allocated.</summary>
/// <param name="Level">1 for the rows on top; a row belongs to the nearest row before it with a smaller level.</param>
/// <param name="Place">Place among its siblings, from 0, greatest first.</param>
/// <param name="Siblings">How many there are.</param>
/// <param name="Function">The function.</param>
/// <param name="Self">What it allocated itself; for a caller, what the function on top allocated through it.</param>
/// <param name="Total">The same with all functions that it called. A function that calls itself is counted once.</param>
public sealed record AllocationRow(int Level, int Place, int Siblings, AllocationFunction Function, AllocationFigures Self, AllocationFigures Total);

/// <summary>How much of the recorded stacks is shown.</summary>
public readonly record struct AllocationOptions
{
    /// <summary>
    /// Levels of a tree on which all rows are shown; 0 stands for 1. Beyond them only the greatest is followed, and what is below
    /// 1 % of all is not followed at all.
    /// </summary>
    public int Depth { get; init; }

    /// <summary>Rows below one row at most; 0 stands for all.</summary>
    public int Top { get; init; }

    /// <summary>Which functions are shown on top; <see langword="null"/> for all.</summary>
    public Predicate<AllocationFunction>? Filter { get; init; }

    /// <summary>What comes first: what functions allocated themselves, or together with all that they called.</summary>
    public AllocationSort Sort { get; init; }
}

/// <summary>Orders of functions.</summary>
public enum AllocationSort
{
    /// <summary>By what they allocated themselves.</summary>
    Self,
    /// <summary>By what they and all that they called allocated.</summary>
    Total,
}
