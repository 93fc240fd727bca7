using System.Globalization;

namespace Heaptrail.Cli.Workflows;

/// <summary>Requests served between snapshots: as many in every interval, or a number for each.</summary>
sealed class RequestCounts
{
    readonly long[] counts;

    RequestCounts(long[] counts) => this.counts = counts;

    /// <summary>As many in every interval; <see langword="null"/> when the number is not known.</summary>
    public static RequestCounts? Each(long? requests) => requests is { } each ? new([each]) : null;

    /// <summary>Reads <c>500</c> or <c>100,500,200</c>.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static RequestCounts Parse(string text)
    {
        var counts = new List<long>();
        foreach (string part in text.Split(','))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count is 0 or > int.MaxValue)
                throw new UsageException($"--requests {text}: must be a number above 0, or one for each interval between two snapshots, as in 100,500");
            counts.Add(count);
        }
        return new([.. counts]);
    }

    /// <summary>Requests served until each snapshot.</summary>
    /// <exception cref="UsageException">There are not as many numbers as intervals.</exception>
    public long[] Until(int snapshots)
    {
        if (counts.Length > 1 && counts.Length != snapshots - 1)
            throw new UsageException($"--requests {string.Join(',', counts)}: {counts.Length} numbers, but {snapshots} snapshots have {snapshots - 1} between them; give one number, or one for each");
        // What came before the first snapshot is not known; each interval counts.
        var until = new long[snapshots];
        for (int i = 0; i < snapshots; i++)
            until[i] = (i == 0 ? 0 : until[i - 1]) + (counts.Length == 1 ? counts[0] : i == 0 ? 0 : counts[i - 1]);
        return until;
    }
}
