using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>Objects of one class under one holder, by generation.</summary>
public sealed class ClassGrowth(Intervals intervals)
{
    const double SteadyRatio = 0.55;
    const double SlowestRatio = 0.35;
    const int FewestObjects = 10;
    const int FewestWhenUneven = 50;
    const int FewestIntervals = 3;

    readonly long[] counts = new long[intervals.Snapshots];
    readonly long[] bytes = new long[intervals.Snapshots];

    /// <summary>Objects of intervals of equal work.</summary>
    internal ClassGrowth(int generations)
        : this(Intervals.Even(generations))
    {
    }

    /// <summary>The intervals between the generations.</summary>
    public Intervals Intervals => intervals;

    /// <summary>Some of the objects, newest last.</summary>
    public NodeIndex Sample { get; private set; } = NodeIndex.None;

    /// <summary>Steps from the holder to the nearest object of the class, stores not counted.</summary>
    public int Depth { get; private set; } = int.MaxValue;

    /// <summary>Objects of each generation that are alive at the end.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Bytes of each generation that are alive at the end.</summary>
    public ReadOnlySpan<long> Bytes => bytes;

    /// <summary>Objects that came after the first snapshot.</summary>
    public long Added => counts.Skip(1).Sum();

    /// <summary>Bytes that came after the first snapshot.</summary>
    public long AddedBytes => bytes.Skip(1).Sum();

    /// <summary>
    /// Whether every interval added objects, about the same number for the same work. A class that fills up or settles does not. Of many
    /// intervals the first may differ, as long as three are left: a leak may begin late, or what it adds to may have to fill first.
    /// </summary>
    public bool IsGrowing => counts.Length > 1 && Enumerable.Range(1, Math.Max(1, counts.Length - FewestIntervals)).Any(IsSteadyFrom);

    /// <summary>Whether every interval added many objects, though fewer each time: a leak that slows down, or something that fills up.</summary>
    public bool IsSlowing => counts.Length > FewestIntervals - 1 && !IsGrowing && Steadiness >= SlowestRatio && intervals.Fewest(Gains) >= FewestWhenUneven
        && intervals.AreFalling(Gains);

    /// <summary>Fewest objects of an interval over most, for the same work: 1 when all intervals added the same number.</summary>
    public double Steadiness => counts.Length < 2 ? 0 : intervals.Steadiness(Gains);

    ReadOnlySpan<long> Gains => counts.AsSpan(1);

    // Fewer rounds prove less: a job or two that got stuck in some of them, with ten functions each, are no leak.
    bool IsSteadyFrom(int interval) =>
        intervals.Steadiness(Gains, interval - 1) >= SteadyRatio && intervals.Fewest(Gains, interval - 1) >= (interval == 1 ? FewestObjects : FewestWhenUneven);

    /// <summary>Objects alive at the end that were there at each snapshot.</summary>
    public IEnumerable<long> Cumulated()
    {
        long sum = 0;
        foreach (long count in counts)
            yield return sum += count;
    }

    /// <summary>Counts an object that was there from the first snapshot on. It is never the sample: that one is to be new.</summary>
    internal void AddOld(long size)
    {
        counts[0]++;
        bytes[0] += size;
    }

    /// <summary>Counts an object that is new, in the place of one that was there from the first snapshot on.</summary>
    internal void AddReplaced(NodeIndex node, long size)
    {
        AddOld(size);
        Sample = node;
        Depth = 1;
    }

    /// <summary>Adds the objects of the same class under another holder.</summary>
    internal void Add(ClassGrowth other)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
            bytes[i] += other.bytes[i];
        }
        if (!Sample.IsSome)
            Sample = other.Sample;
        Depth = Math.Min(Depth, other.Depth);
    }

    internal void Add(NodeIndex node, int generation, long size, int depth)
    {
        counts[generation - 1]++;
        bytes[generation - 1] += size;
        if (depth <= Depth || !Sample.IsSome)
            Sample = node;
        Depth = Math.Min(Depth, depth);
    }
}
