namespace Heaptrail.Heap.Graph;

/// <summary>A mark of a recording: up to here V8 had given out these ids. An object belongs to the first mark that reaches its id.</summary>
/// <param name="Microseconds">Time since the recording began.</param>
/// <param name="LastId">The last id given out.</param>
public readonly record struct AllocationSample(long Microseconds, long LastId);
