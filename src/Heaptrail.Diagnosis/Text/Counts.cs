using System.Globalization;

namespace Heaptrail.Diagnosis.Text;

/// <summary>Numbers of things as people read them.</summary>
public static class Counts
{
    /// <summary>With thousands separators: <c>88,104</c>.</summary>
    public static string Format(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Growth with its sign: <c>+38</c>, <c>-1,200</c>; zero has none.</summary>
    public static string Signed(long count) => count > 0 ? "+" + Format(count) : Format(count);

    /// <summary>A number with its noun: <c>1 leak</c>, <c>2 leaks</c>, <c>2 entries</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for several; <see langword="null"/> adds an s.</param>
    public static string Of(long count, string one, string? many = null) => $"{Format(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A measured number: <c>912.4</c>, <c>1</c>, <c>12,000</c>, <c>0.02</c>. At most one decimal, two significant digits below 0.1.</summary>
    public static string Measured(double number)
    {
        double size = double.Abs(number);
        string pattern = size is > 0 and < 0.1 ? "0.0##" : size < 1000 ? "0.#" : "#,0";
        return number.ToString(pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>A course of counts: <c>0 → 1,341 → 2,682</c>; empty when there are none.</summary>
    public static string Series(IEnumerable<long> counts) => string.Join(" → ", counts.Select(Format));

    /// <summary>A part of a whole, 0 to 1, as <c>97 %</c>. Anything short of the whole is below <c>100 %</c>, anything above nothing is not <c>0 %</c>.</summary>
    public static string Percent(double share)
    {
        double percent = share * 100;
        if (percent is > 0 and < 1) return "< 1 %";
        if (percent is > 99 and < 100) return "> 99 %";
        return percent.ToString("0", CultureInfo.InvariantCulture) + " %";
    }
}
