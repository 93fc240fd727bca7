using System.Numerics;

namespace Heaptrail.Capture.Load;

/// <summary>
/// Counts times with a relative error of at most 1/1024, from a microsecond to hours, in a fixed amount of memory: linear within each power of two.
/// Adding is safe from several threads.
/// </summary>
public sealed class LatencyHistogram
{
    const int LinearBits = 11;                 // 2048 steps of 1 µs, then 1024 steps for each further power of two
    const int Steps = 1 << (LinearBits - 1);
    const int Powers = 24;                     // up to 2^34 µs: more than four hours
    readonly long[] counts = new long[Steps * (Powers + 1)];
    long count;
    long sum;
    double sumOfSquares;
    long min = long.MaxValue;
    long max;
    readonly Lock gate = new();

    /// <summary>How many times were added.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>The sum of all times.</summary>
    public TimeSpan Sum => Microseconds(sum);

    /// <summary>Their mean; zero when there are none.</summary>
    public TimeSpan Mean => Microseconds(count == 0 ? 0 : sum / count);

    /// <summary>Their standard deviation.</summary>
    public TimeSpan StandardDeviation =>
        count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Math.Sqrt(double.Max(0, (sumOfSquares / count) - Math.Pow((double)sum / count, 2))));

    /// <summary>The shortest.</summary>
    public TimeSpan Min => Microseconds(count == 0 ? 0 : min);

    /// <summary>The longest.</summary>
    public TimeSpan Max => Microseconds(max);

    /// <summary>Adds a time.</summary>
    /// <param name="time">Zero or more.</param>
    public void Add(TimeSpan time)
    {
        long value = long.Max(0, time.Ticks / TimeSpan.TicksPerMicrosecond);
        lock (gate)
        {
            counts[IndexOf(value)]++;
            count++;
            sum += value;
            sumOfSquares += (double)value * value;
            min = long.Min(min, value);
            max = long.Max(max, value);
        }
    }

    /// <summary>The time that a part of all times does not exceed; zero when there are none.</summary>
    /// <param name="part">From 0 to 1; 0.99 is the 99th percentile.</param>
    public TimeSpan Percentile(double part)
    {
        long wanted = long.Clamp((long)Math.Ceiling(part * count), 1, long.Max(1, count)), seen = 0;
        for (int i = 0; i < counts.Length && count > 0; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
                return Microseconds(long.Clamp(MiddleOf(i), min, max));
        }
        return TimeSpan.Zero;
    }

    static int IndexOf(long value)
    {
        int power = int.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)value) - LinearBits);
        return int.Min((power * Steps) + (int)(value >> power), (Steps * (Powers + 1)) - 1);
    }

    static long MiddleOf(int index)
    {
        int power = int.Max(0, (index / Steps) - 1);
        long first = (long)(index - (power * Steps)) << power;
        return first + ((1L << power) / 2);
    }

    static TimeSpan Microseconds(long value) => new(value * TimeSpan.TicksPerMicrosecond);
}
