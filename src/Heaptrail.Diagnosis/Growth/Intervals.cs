namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// The intervals between the snapshots of a series, and how much work was done in each. What leaks with the work grows as much per
/// request in every interval, however many requests each of them had.
/// </summary>
public sealed class Intervals
{
    // Of an interval with much less work than another nothing can be told: too little leaked in it.
    const double LeastWork = 0.05;
    const double NearlyEven = 0.55;

    readonly double[] work;

    Intervals(double[] work)
    {
        this.work = work;
        AreEven = work.Length == 0 || work.Min() >= NearlyEven;
    }

    /// <summary>Number of snapshots: one more than there are intervals.</summary>
    public int Snapshots => work.Length + 1;

    /// <summary>Whether all intervals had about the same work, or nobody counted it.</summary>
    public bool AreEven { get; }

    /// <summary>Intervals of equal work.</summary>
    /// <param name="snapshots">Number of snapshots.</param>
    public static Intervals Even(int snapshots)
    {
        var work = new double[Math.Max(0, snapshots - 1)];
        Array.Fill(work, 1);
        return new(work);
    }

    /// <summary>Intervals of the work that was counted.</summary>
    /// <param name="snapshots">Number of snapshots.</param>
    /// <param name="requests">Requests served until each snapshot; <see langword="null"/> when none were counted.</param>
    public static Intervals Of(int snapshots, IReadOnlyList<long>? requests)
    {
        if (requests is null || requests.Count != snapshots || snapshots < 2)
            return Even(snapshots);
        double[] work = [.. requests.Skip(1).Zip(requests, (until, before) => (double)Math.Max(0, until - before))];
        double most = work.Max();
        return most > 0 ? new([.. work.Select(done => done / most)]) : Even(snapshots);
    }

    /// <summary>The smallest growth for the same work over the greatest: 1 when all intervals added as much.</summary>
    /// <param name="added">What each interval added.</param>
    /// <param name="first">The first interval to look at, from 0.</param>
    internal double Steadiness(ReadOnlySpan<long> added, int first = 0) =>
        AreEven ? Math.Max(Ratio(added, first, Even), Ratio(added, first, ByWork)) : Ratio(added, first, ByWork);

    /// <summary>The fewest that an interval with enough work added.</summary>
    /// <param name="added">What each interval added.</param>
    /// <param name="first">The first interval to look at, from 0.</param>
    internal long Fewest(ReadOnlySpan<long> added, int first = 0)
    {
        long fewest = long.MaxValue;
        for (int i = first; i < added.Length; i++)
            fewest = work[i] >= LeastWork ? Math.Min(fewest, added[i]) : fewest;
        return fewest;
    }

    /// <summary>Whether each interval added less for the same work than the one before.</summary>
    /// <param name="added">What each interval added.</param>
    internal bool AreFalling(ReadOnlySpan<long> added)
    {
        for (int i = 1; i < added.Length; i++)
        {
            if (added[i] * work[i - 1] >= added[i - 1] * work[i])
                return false;
        }
        return true;
    }

    static double Even(double work) => 1;

    static double ByWork(double work) => work;

    double Ratio(ReadOnlySpan<long> added, int first, Func<double, double> share)
    {
        double least = double.MaxValue;
        double most = 0;
        for (int i = first; i < added.Length; i++)
        {
            if (work[i] < LeastWork)
                continue;
            double rate = added[i] / share(work[i]);
            least = Math.Min(least, rate);
            most = Math.Max(most, rate);
        }
        return most <= 0 ? 0 : least / most;
    }
}
