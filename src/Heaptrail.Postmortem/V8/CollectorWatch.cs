using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Where each heap of a process notes what its collector does. It moves objects only while that is noted: marking and sweeping beside
/// the program leave all objects where they are.
/// </summary>
static class CollectorWatch
{
    const int Scavenge = 1;
    const int MinorMarkSweep = 3;

    /// <summary>Whether a state is that of a collector which may move objects now.</summary>
    internal static bool IsAtWork(int state) => state is >= Scavenge and <= MinorMarkSweep;

    /// <summary>Addresses of the states, 32 bits each; none when it is not the memory of a Node.js that is known.</summary>
    internal static IReadOnlyList<ulong> Find(IReadOnlyList<MemoryRange> ranges)
    {
        var space = new AddressSpace(ranges);
        string? version = VersionFinder.Find(space);
        if (V8Layout.All.FirstOrDefault(layout => version?.StartsWith(layout.Version, StringComparison.Ordinal) == true) is not { } layout)
            return [];
        using var pages = new PageFinder(space, layout);
        return [.. pages.Heaps().Select(heap => heap + (ulong)layout.CollectorState)];
    }
}
