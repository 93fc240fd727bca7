using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Heaptrail.Capture.Load;

/// <summary>What an answer has to be like for a request to count as a success.</summary>
public sealed record Expectation
{
    /// <summary>What counts when nothing is asked for: any status below 500.</summary>
    public static Expectation None { get; } = new();

    /// <summary>Status codes that are right, as first and last of a range; empty for any below 500.</summary>
    public ImmutableArray<(int First, int Last)> Statuses { get; init; } = [];

    /// <summary>Whether the status must be the recorded one.</summary>
    public bool SameStatus { get; init; }

    /// <summary>A text that must be in the body; <see langword="null"/> for none.</summary>
    public string? BodyText { get; init; }

    /// <summary>Reads a list of status codes: <c>200</c>, <c>200,204</c>, <c>2xx</c>, <c>200-299</c>, <c>same</c>.</summary>
    /// <param name="text">The list.</param>
    /// <param name="expectation">What it asks for.</param>
    /// <returns><see langword="false"/> when it is none.</returns>
    public static bool TryParse(string text, out Expectation expectation)
    {
        ArgumentNullException.ThrowIfNull(text);
        expectation = None;
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        bool isSame = false;
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = word.Split('-');
            if (word == "same")
                isSame = true;
            else if (word.Length == 3 && word[0] is >= '1' and <= '5' && word[1..].Equals("xx", StringComparison.OrdinalIgnoreCase))
                ranges.Add(((word[0] - '0') * 100, ((word[0] - '0') * 100) + 99));
            else if (ends.Length <= 2 && IsStatus(ends[0], out int from) && IsStatus(ends[^1], out int to) && from <= to)
                ranges.Add((from, to));
            else
                return false;
        }
        expectation = new Expectation { Statuses = ranges.ToImmutable(), SameStatus = isSame };
        return true;
    }

    /// <summary>Why an answer is not what was expected; <see langword="null"/> when it is.</summary>
    internal string? Judge(int status, int? recorded, ReadOnlySpan<byte> body)
    {
        if (SameStatus && recorded is { } before && status != before && !Allows(status))
            return string.Create(CultureInfo.InvariantCulture, $"status {status} instead of {before}");
        if (!SameStatus && (Statuses.IsEmpty ? status >= 500 : !Allows(status)))
            return string.Create(CultureInfo.InvariantCulture, $"status {status}");
        return BodyText is { } text && body.IndexOf(Encoding.UTF8.GetBytes(text)) < 0 ? "the body does not have the expected text" : null;
    }

    bool Allows(int status) => Statuses.Any(range => status >= range.First && status <= range.Last);

    static bool IsStatus(string text, out int status) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
