namespace Heaptrail.Capture.Inspector;

/// <summary>How far a snapshot is.</summary>
/// <param name="Fraction">Part of the work in the target that is done, 0 to 1; nothing is received before it is.</param>
/// <param name="Bytes">Bytes written to the file.</param>
/// <param name="Elapsed">Time since the request: the target stands still meanwhile.</param>
public readonly record struct SnapshotProgress(double Fraction, long Bytes, TimeSpan Elapsed);
