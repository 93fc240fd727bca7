using Heaptrail.Diagnosis.Growth;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>Something in a single snapshot that is worth a look: it keeps much, or looks like what leaks look like.</summary>
sealed record Suspect
{
    /// <summary>The holder and its units; all of them count as added.</summary>
    internal required LeakCandidate Candidate { get; init; }

    /// <summary>What the keys of the holder look like; <see langword="null"/> when they look like nothing that is made at run time.</summary>
    internal KeyPattern? Keys { get; init; }

    /// <summary>Whether the units are listeners for one event, more than Node.js itself expects.</summary>
    internal bool AreListeners { get; init; }

    /// <summary>Whether the units are functions made again and again at one place of the source.</summary>
    internal bool AreOneFunction { get; init; }

    /// <summary>Whether the units wait in a list of timers of Node.js.</summary>
    internal bool AreTimers { get; init; }

    /// <summary>Whether the unit is one object that keeps much by itself.</summary>
    internal bool IsSingle { get; init; }

    /// <summary>Whether the units are strings with one text.</summary>
    internal bool AreEqualTexts { get; init; }

    /// <summary>Bytes that the units keep alive together.</summary>
    internal long Bytes => Candidate.AddedBytes;

    /// <summary>Whether something besides the size makes it a suspect.</summary>
    internal bool HasSign => Keys is not null || AreListeners || AreOneFunction || AreTimers;
}
