using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Every bound on an untrusted snapshot. A file that passes one is refused with a sentence that names it. Each bound is positive.
/// </summary>
public readonly record struct SnapshotLimits()
{
    /// <summary>
    /// Most bytes of all nodes together, and so of one node: 2^53, up to which JSON numbers are exact. V8 itself cannot come near it,
    /// so this is no option.
    /// </summary>
    public const long MaxSelfSizes = 1L << 53;

    const long Indices = 2_000_000_000;

    /// <summary>Most nodes. The default is what a column of 32-bit indices can hold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive; this holds for every bound.</exception>
    public long MaxNodes { get => Or(field, Indices); init => field = Positive(value); }

    /// <summary>Most edges. The default is what a column of 32-bit indices can hold.</summary>
    public long MaxEdges { get => Or(field, Indices); init => field = Positive(value); }

    /// <summary>Most strings.</summary>
    public long MaxStrings { get => Or(field, Indices); init => field = Positive(value); }

    /// <summary>Most bytes of the text, unpacked if the file is compressed. The default, 64 GiB, is several times what V8 can write.</summary>
    public long MaxBytes { get => Or(field, 64L << 30); init => field = Positive(value); }

    /// <summary>Most nodes of the tree of recorded call stacks, and most functions in it.</summary>
    public long MaxTraceNodes { get => Or(field, 1_000_000_000); init => field = Positive(value); }

    /// <summary>Most time marks of a recording, of which V8 writes 20 a second, and most samples of a sampling profile.</summary>
    public long MaxSamples { get => Or(field, 100_000_000); init => field = Positive(value); }

    /// <summary>Most bytes of one string, with its escapes. V8 cuts at 1,024 characters; edge names are longer, other writers do not cut.</summary>
    public int MaxStringBytes { get => (int)Or(field, 512 << 20); init => field = (int)Positive(value); }

    /// <summary>Most bytes of the header. V8 writes under 1,000.</summary>
    public int MaxHeaderBytes { get => (int)Or(field, 1 << 20); init => field = (int)Positive(value); }

    /// <summary>Most fields of one record. V8 writes 7 at most.</summary>
    public int MaxFields { get => (int)Or(field, 64); init => field = (int)Positive(value); }

    // Zero is what a bound has that nobody set, also in default(SnapshotLimits).
    static long Or(long value, long usual) => value > 0 ? value : usual;

    static long Positive(long value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive, not {value:N0}");
}
