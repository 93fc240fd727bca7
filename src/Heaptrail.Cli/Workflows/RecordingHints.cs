using Heaptrail.Cli.Commands;
using Heaptrail.Heap.Reading;

namespace Heaptrail.Cli.Workflows;

/// <summary>What to say about a file that lacks the recording that was asked for: what it is, and how to record one.</summary>
static class RecordingHints
{
    /// <summary>An ordinary snapshot.</summary>
    public static UnreadableFileException NoRecording(string file) => Refusal(file,
        "it is a snapshot without recorded allocations; record some with 'Allocations on timeline' in the Memory panel of Chrome DevTools, or with node --heap-prof");

    /// <summary>A timeline without stacks.</summary>
    public static UnreadableFileException NoStacks(string file) => Refusal(file,
        "it records when objects were allocated, not where ('heaptrail timeline' shows that); record again with the stack traces of allocations");

    /// <summary>A sampling profile where times are needed.</summary>
    public static UnreadableFileException NoTimes(string file) => Refusal(file,
        "it is a sampling profile, which has no times ('heaptrail allocations' shows it); record 'Allocations on timeline' in the Memory panel of Chrome DevTools");

    /// <summary>Whether a file is a sampling profile: by its first words, or by its name when they do not tell.</summary>
    public static bool IsProfile(string file) => UnreadableFileException.Guard(file, () => HeapProfileReader.IsProfile(file))
        || file.EndsWith(".heapprofile", StringComparison.OrdinalIgnoreCase);

    static UnreadableFileException Refusal(string file, string what) => new(file, new SnapshotFormatException(what, -1));
}
