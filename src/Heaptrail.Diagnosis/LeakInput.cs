using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

/// <summary>What a diagnosis is made from: snapshots of one process with equal work between them.</summary>
public sealed record LeakInput
{
    /// <summary>The objects of the snapshots before the last, oldest first. None for suspects from a single snapshot.</summary>
    public required IReadOnlyList<ObjectMarks> Earlier { get; init; }

    /// <summary>What is needed of the first of them; <see langword="null"/> when there is none.</summary>
    public required FirstSnapshot? First { get; init; }

    /// <summary>The long texts and buffers of the same snapshots, as many: a copy that gets longer each time has no id that lasts.</summary>
    public required IReadOnlyList<LargeValues> EarlierValues { get; init; }

    /// <summary>The last snapshot.</summary>
    public required IndexedHeap Last { get; init; }

    /// <summary>Requests served until each snapshot, counted from one start; <see langword="null"/> when none were counted.</summary>
    public IReadOnlyList<long>? Requests { get; init; }

    /// <summary>Source texts of the program.</summary>
    public IScriptSources Sources { get; init; } = NoSources.Instance;

    /// <summary>Fingerprints of findings to pass over, each with the reason when one was given.</summary>
    public IReadOnlyDictionary<string, string?> Ignored { get; init; } = new Dictionary<string, string?>();

    /// <summary>Number of snapshots.</summary>
    public int Rounds => Earlier.Count + 1;

    /// <summary>Requests between the first and the last snapshot; <see langword="null"/> when none were counted.</summary>
    public long? RequestsBetween => Requests is [var first, .., var last] && last > first ? last - first : null;
}
