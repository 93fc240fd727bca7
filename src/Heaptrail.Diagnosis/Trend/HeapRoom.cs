namespace Heaptrail.Diagnosis.Trend;

/// <summary>How much the heap may grow: by V8's own limit, and by what the container leaves for it.</summary>
/// <param name="HeapLimit">V8's limit, in bytes, with its young generation.</param>
/// <param name="OldLimit">The part of it that a leak can fill, in bytes.</param>
/// <param name="ContainerLimit">Limit of the container, in bytes; <see langword="null"/> when there is none.</param>
/// <param name="Other">Memory of the process besides its heap, in bytes.</param>
sealed record HeapRoom(long HeapLimit, long OldLimit, long? ContainerLimit, long Other)
{
    const long YoungGeneration = 48L << 20;   // three semi-spaces of 16 MiB, V8's default on 64 bit
    const double Reserve = 0.9;
    const int Step = 16;
    const int LeastOldSpace = 32;

    public static HeapRoom? Of(ProcessSample sample) => sample is { HeapLimit: { } limit, Rss: { } rss, HeapTotal: { } total }
        ? new(limit, sample.UsableHeap ?? limit, sample.ContainerLimit, long.Max(0, rss - total))
        : null;

    /// <summary>Whether the container ends the process before V8 feels short of memory.</summary>
    public bool IsMissized => ContainerLimit is { } container && HeapLimit + Other > container;

    /// <summary>What the heap may reach.</summary>
    public long Limit => ContainerLimit is { } container ? long.Min(OldLimit, long.Max(0, container - Other)) : OldLimit;

    /// <summary>The value of --max-old-space-size that fits, in MiB; <see langword="null"/> without a container.</summary>
    public int? OldSpaceSize => ContainerLimit is { } container
        ? int.Max(LeastOldSpace, (int)((container - Other - YoungGeneration) * Reserve / (1 << 20)) / Step * Step)
        : null;
}
