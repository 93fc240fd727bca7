using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>Objects of one class under one holder, by generation.</summary>
public sealed class ClassGrowth(int generations)
{
    const double SteadyRatio = 0.55;
    const int FewestObjects = 10;

    readonly long[] counts = new long[generations];
    readonly long[] bytes = new long[generations];

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

    /// <summary>Whether every interval added objects, about the same number each time. A class that fills up or settles does not.</summary>
    public bool IsGrowing => counts.Length > 1 && Steadiness >= SteadyRatio && counts.Skip(1).Min() >= FewestObjects;

    /// <summary>Fewest objects of an interval over most: 1 when all intervals added the same number.</summary>
    public double Steadiness => counts.Length < 2 || counts.Skip(1).Max() == 0 ? 0 : (double)counts.Skip(1).Min() / counts.Skip(1).Max();

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
