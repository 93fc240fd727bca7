namespace Heaptrail.Report.Contract.Views;

/// <summary>How a running process was left after a capture through its inspector: not what was sent to it, but what was seen afterwards.</summary>
/// <param name="IsAsFound">Whether all of it is as it was before.</param>
/// <param name="ProfilerOff">Whether V8 said that no allocations are sampled; <see langword="null"/> when it did not answer.</param>
/// <param name="GlobalsGone">Whether nothing of heaptrail was found in it; <see langword="null"/> when it did not answer.</param>
/// <param name="InspectorClosed">Whether its port was seen to be free; <see langword="null"/> when the inspector was open before.</param>
/// <param name="Sentence">All of it in one sentence.</param>
public sealed record ReleaseInfo(bool IsAsFound, bool? ProfilerOff, bool? GlobalsGone, bool? InspectorClosed, string Sentence);
