namespace Heaptrail.Heap.Indices;

/// <summary>How much was allocated, and how much of it is in the snapshot.</summary>
/// <param name="Count">Objects allocated; for a sampling profile, the samples taken.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="LiveCount">Objects that are in the snapshot. It may exceed <paramref name="Count"/>: V8 counts some objects late.</param>
/// <param name="LiveBytes">Their shallow sizes.</param>
public readonly record struct AllocationFigures(long Count, long Bytes, long LiveCount, long LiveBytes)
{
    /// <summary>Both together.</summary>
    public static AllocationFigures operator +(AllocationFigures one, AllocationFigures other) =>
        new(one.Count + other.Count, one.Bytes + other.Bytes, one.LiveCount + other.LiveCount, one.LiveBytes + other.LiveBytes);

    /// <summary>Both together.</summary>
    public static AllocationFigures Add(AllocationFigures left, AllocationFigures right) => left + right;

    /// <summary>Greatest first: by live bytes, then by allocated bytes, then by numbers.</summary>
    public int CompareTo(AllocationFigures other)
    {
        int order = other.LiveBytes.CompareTo(LiveBytes);
        if (order == 0)
            order = other.Bytes.CompareTo(Bytes);
        if (order == 0)
            order = other.LiveCount.CompareTo(LiveCount);
        return order != 0 ? order : other.Count.CompareTo(Count);
    }
}
