using System.Globalization;

namespace Heaptrail.Diagnosis.Text;

/// <summary>Lengths of time as people read them.</summary>
public static class Durations
{
    /// <summary><c>0.4 ms</c>, <c>212 ms</c>, <c>2.8 s</c>, <c>4 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    public static string Format(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 0 => "-" + Format(time.Negate()),
        < 9.95 => Text(time.TotalMilliseconds, "0.#") + " ms",
        < 1_000 => Text(double.Floor(time.TotalMilliseconds), "0") + " ms",
        < 60_000 => Text(double.Floor(time.TotalSeconds * 10) / 10, "0.0") + " s",
        < 3_600_000 => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        _ => $"{(long)time.TotalHours} h {time.Minutes:00} min",
    };

    /// <summary>The same for milliseconds.</summary>
    public static string FormatMilliseconds(double milliseconds) => Format(TimeSpan.FromMilliseconds(milliseconds));

    static string Text(double number, string pattern) => number.ToString(pattern, CultureInfo.InvariantCulture);
}
