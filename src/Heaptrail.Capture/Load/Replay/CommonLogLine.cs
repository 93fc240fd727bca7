using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>A line in the Common Log Format, or the Combined one with the referring page and the browser behind it: Apache, nginx and many more.</summary>
static partial class CommonLogLine
{
    /// <summary>Reads a line; <see langword="null"/> when it is none.</summary>
    internal static RecordedRequest? TryParse(string line)
    {
        Match match = Line().Match(line);
        if (!match.Success || !DateTimeOffset.TryParseExact(match.Groups["at"].Value, "d/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at))
            return null;
        string[] words = Unescape(match.Groups["request"].Value).Split(' ');
        if (words.Length is < 2 or > 3 || !RecordedRequest.IsMethod(words[0]) || RecordedRequest.TargetOf(words[1]) is not { } target)
            return null;
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        Add("Referer", match.Groups["page"]);
        Add("User-Agent", match.Groups["agent"]);
        return new RecordedRequest(at, words[0].ToUpperInvariant(), target, headers.ToImmutable(), null, int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture));

        void Add(string name, Group group)
        {
            string value = Unescape(group.Value);
            if (value is not ("" or "-") && !value.Any(char.IsControl))
                headers.Add(new(name, value));
        }
    }

    /// <summary>Apache writes <c>\"</c>, nginx <c>\x22</c>.</summary>
    static string Unescape(string text) => !text.Contains('\\', StringComparison.Ordinal) ? text : Escape().Replace(text, match =>
        match.Groups["code"].Success ? $"{(char)int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}" : match.Groups["letter"].Value);

    [GeneratedRegex("""^(?:\S+ )?\S+ \S+ .*?\[(?<at>[^\]]+)\] "(?<request>(?:[^"\\]|\\.)*)" (?<status>\d{3}) \S+(?: "(?<page>(?:[^"\\]|\\.)*)" "(?<agent>(?:[^"\\]|\\.)*)")?""")]
    private static partial Regex Line();

    [GeneratedRegex(@"\\(?:x(?<code>[0-9A-Fa-f]{2})|(?<letter>.))")]
    private static partial Regex Escape();
}
