namespace Heaptrail.Capture.Inspector;

/// <summary>How a process was left, as it was seen after everything was undone.</summary>
/// <param name="InspectorClosed">Whether an inspector that we had opened was seen to be closed, its port free; <see langword="null"/> when it was not ours to close.</param>
/// <param name="Note">What did not work, in one sentence; <see langword="null"/> when all did.</param>
public sealed record ReleaseResult(bool? InspectorClosed, string? Note)
{
    /// <summary>Whether V8 said that no allocations are sampled any more; <see langword="null"/> when it was not asked.</summary>
    public bool? ProfilerOff { get; init; }

    /// <summary>Whether none of our globals was found; <see langword="null"/> when it was not looked for.</summary>
    public bool? GlobalsGone { get; init; }

    /// <summary>Whether everything that was looked at was as before, and all was looked at.</summary>
    public bool IsAsFound => Note is null && ProfilerOff is true && GlobalsGone is true && InspectorClosed is not false;

    /// <summary>What was seen, in one sentence.</summary>
    public string Sentence => IsAsFound
        ? $"Left as it was found, and looked at: heap profiler off, nothing of heaptrail in it, inspector {(InspectorClosed is true ? "closed and its port free" : "open as before")}."
        : $"Not seen to be as it was found: {string.Join("; ", Trouble())}.";

    IEnumerable<string> Trouble()
    {
        if (ProfilerOff is false)
            yield return "allocations are still sampled (another client, such as DevTools, may do so)";
        if (GlobalsGone is false)
            yield return "a global of heaptrail is still there";
        if (Note is not null)
            yield return Note.TrimEnd('.');
        else if (ProfilerOff is null || GlobalsGone is null)
            yield return "it did not answer any more";
    }
}
