using System.Globalization;

namespace Heaptrail.Diagnosis.Text;

/// <summary>Sizes as people read them: 1 KiB = 1024 B, one decimal, whole bytes below 1 KiB.</summary>
public static class ByteSize
{
    static readonly string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>312 B</c>, <c>1.3 MiB</c>.</summary>
    public static string Format(long bytes)
    {
        int unit = UnitOf(bytes);
        return $"{InUnit(bytes, unit)} {units[unit]}";
    }

    /// <summary>The same for fractions of a byte, such as bytes per request: <c>230.7 B</c>.</summary>
    public static string Format(double bytes) => double.Abs(bytes) < 1023.95 && bytes != double.Floor(bytes)
        ? $"{bytes.ToString("0.0", CultureInfo.InvariantCulture)} B"
        : Format((long)double.Clamp(double.Round(bytes), long.MinValue, long.MaxValue));

    /// <summary>With a sign: <c>+1.3 MiB</c>, <c>-312 B</c>; zero has none.</summary>
    public static string Signed(long bytes) => bytes > 0 ? "+" + Format(bytes) : Format(bytes);

    /// <summary>A course of sizes in the unit of the largest: <c>61.2 → 131.0 → 274.9 MiB</c>; empty when there are none.</summary>
    public static string Series(IReadOnlyCollection<long> bytes)
    {
        if (bytes.Count == 0) return "";
        int unit = bytes.Max(UnitOf);
        return $"{string.Join(" → ", bytes.Select(b => InUnit(b, unit)))} {units[unit]}";
    }

    static string InUnit(long bytes, int unit) => unit == 0
        ? bytes.ToString(CultureInfo.InvariantCulture)
        : (bytes / double.Pow(1024, unit)).ToString("0.0", CultureInfo.InvariantCulture);

    // 1023.96 KiB would be printed as 1024.0 KiB, so the next unit starts where rounding reaches it.
    static int UnitOf(long bytes)
    {
        double size = double.Abs(bytes);
        if (size < 1024) return 0;
        int unit = 1;
        for (size /= 1024; size >= 1023.95; size /= 1024) unit++;
        return unit;
    }
}
