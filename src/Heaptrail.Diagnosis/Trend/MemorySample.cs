namespace Heaptrail.Diagnosis.Trend;

/// <summary>One reading of a process's memory, all figures in bytes. A figure that could not be read is <see langword="null"/>.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Rss">Resident set size of the process.</param>
/// <param name="HeapTotal">Memory V8 has reserved for its heap.</param>
/// <param name="HeapUsed">Memory in use on V8's heap.</param>
/// <param name="External">Memory outside the heap that JavaScript objects hold.</param>
/// <param name="ArrayBuffers">The part of <paramref name="External"/> that belongs to ArrayBuffers.</param>
/// <param name="AfterGc">Whether a full garbage collection had just ended.</param>
public sealed record MemorySample(DateTimeOffset At, long? Rss, long? HeapTotal, long? HeapUsed, long? External, long? ArrayBuffers, bool AfterGc);
