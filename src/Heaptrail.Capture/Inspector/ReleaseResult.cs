namespace Heaptrail.Capture.Inspector;

/// <summary>How a process was left.</summary>
/// <param name="InspectorClosed">Whether an inspector that we had opened was seen to be closed; <see langword="null"/> when it was not ours to close.</param>
/// <param name="Note">What did not work, in one sentence; <see langword="null"/> when all did.</param>
public sealed record ReleaseResult(bool? InspectorClosed, string? Note);
