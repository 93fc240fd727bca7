namespace Heaptrail.Heap.Reading;

/// <summary>Every bound on an untrusted snapshot. A file that passes one is refused with a sentence that names it.</summary>
public readonly record struct SnapshotLimits()
{
    /// <summary>Most nodes. The default is what a column of 32-bit indices can hold.</summary>
    public long MaxNodes { get; init; } = 2_000_000_000;

    /// <summary>Most edges. The default is what a column of 32-bit indices can hold.</summary>
    public long MaxEdges { get; init; } = 2_000_000_000;

    /// <summary>Most strings.</summary>
    public long MaxStrings { get; init; } = 2_000_000_000;

    /// <summary>Most nodes of the tree of recorded call stacks, and most functions in it.</summary>
    public long MaxTraceNodes { get; init; } = 1_000_000_000;

    /// <summary>Most time marks of a recording. V8 writes 20 a second.</summary>
    public long MaxSamples { get; init; } = 100_000_000;

    /// <summary>Most bytes of one string, with its escapes. V8 cuts at 1,024 characters; edge names are longer, other writers do not cut.</summary>
    public int MaxStringBytes { get; init; } = 512 << 20;

    /// <summary>Most bytes of the header. V8 writes under 1,000.</summary>
    public int MaxHeaderBytes { get; init; } = 1 << 20;

    /// <summary>Most fields of one record. V8 writes 7 at most.</summary>
    public int MaxFields { get; init; } = 64;
}
