using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Heaptrail.Cli.Commands;

/// <summary>Lengths of time as people write them: <c>30</c> and <c>30s</c> are seconds, <c>500ms</c>, <c>2m</c>, <c>1.5h</c>, <c>7d</c>.</summary>
static class TimeSpans
{
    const double MostSeconds = 366 * 86400.0;

    /// <summary>An option that takes a length of time.</summary>
    public static Option<TimeSpan?> Option(string what, string name, params string[] aliases) =>
        new(name, aliases) { Description = what, HelpName = "TIME", CustomParser = Parse };

    /// <summary>Reads a length of time, of a year at most.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        int digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
            digits--;
        double unit = text[digits..] switch { "" or "s" => 1, "ms" => 0.001, "m" or "min" => 60, "h" => 3600, "d" => 86400, _ => double.NaN };
        bool isTime = double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number * unit is >= 0 and <= MostSeconds;
        time = isTime ? TimeSpan.FromSeconds(number * unit) : default;
        return isTime;
    }

    static TimeSpan? Parse(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, out TimeSpan time))
            return time;
        result.AddError($"'{result.Tokens[0].Value}' is no length of time: expected seconds, or as in 500ms, 30s, 2m or 1h");
        return null;
    }
}
