using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Heaptrail.Cli.Commands;

/// <summary>Sizes as people write them: <c>4096</c>, <c>100KiB</c>, <c>1.5 MiB</c>. One K is 1024 bytes, with or without the i.</summary>
static class ByteSizes
{
    const string Units = "KMGT";

    /// <summary>An option that takes a size.</summary>
    public static Option<long?> Option(string name, string what) => new(name) { Description = what, HelpName = "SIZE", CustomParser = Parse };

    /// <summary>Reads a size.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        ReadOnlySpan<char> number = text.AsSpan().Trim();
        number = number.EndsWith("B", StringComparison.OrdinalIgnoreCase) ? number[..^1] : number;
        bool isBinary = number.EndsWith("i", StringComparison.OrdinalIgnoreCase);
        number = isBinary ? number[..^1] : number;
        int unit = number.IsEmpty ? -1 : Units.IndexOf(char.ToUpperInvariant(number[^1]), StringComparison.Ordinal);
        number = (unit >= 0 ? number[..^1] : number).TrimEnd();
        bool isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value < long.MaxValue / Math.Pow(1024, unit + 1);
        bytes = isNumber ? (long)(value * Math.Pow(1024, unit + 1)) : 0;
        return isNumber && (unit >= 0 || !isBinary);
    }

    static long? Parse(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, out long bytes))
            return bytes;
        result.AddError($"'{result.Tokens[0].Value}' is no size: expected a number of bytes, or as in 100KiB or 1.5MiB");
        return null;
    }
}
