namespace Heaptrail.Capture.Inspector;

/// <summary>A snapshot that was taken.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="TakenAt">When it was requested, UTC.</param>
/// <param name="Pause">How long the target stood still, from the request to the last byte.</param>
public sealed record SnapshotFile(string Path, long Bytes, DateTimeOffset TakenAt, TimeSpan Pause);
