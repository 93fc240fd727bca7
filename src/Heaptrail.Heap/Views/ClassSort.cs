namespace Heaptrail.Heap.Views;

/// <summary>Orders of a list of classes.</summary>
public enum ClassSort
{
    /// <summary>Greatest retained size first.</summary>
    Retained,
    /// <summary>Greatest sum of shallow sizes first.</summary>
    Shallow,
    /// <summary>Most objects first.</summary>
    Count,
    /// <summary>By name.</summary>
    Name,
}
