namespace Heaptrail.Cli.Terminal;

/// <summary>A series as a row of bars, from the least to the most of what is shown.</summary>
static class Sparkline
{
    const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Draws a series; longer ones are averaged to the width.</summary>
    public static string Of(IReadOnlyList<long> values, int width)
    {
        int count = int.Min(values.Count, width);
        var means = new double[count];
        for (var i = 0; i < count; i++)
        {
            int from = (int)((long)i * values.Count / count), to = (int)((long)(i + 1) * values.Count / count);
            double sum = 0;
            for (int at = from; at < to; at++)
                sum += values[at];
            means[i] = sum / (to - from);
        }
        double least = means.DefaultIfEmpty().Min(), span = means.DefaultIfEmpty().Max() - least;
        // What hardly moves is a flat line, not a mountain of noise.
        double scale = double.Max(span, double.Abs(least) * 0.02);
        return string.Concat(means.Select(mean => Bars[scale > 0 ? (int)double.Min((mean - least) / scale * Bars.Length, Bars.Length - 1) : 0]));
    }
}
