using System.Globalization;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Load;

/// <summary>Finds the number of requests in what well-known load tools print.</summary>
static partial class RequestCount
{
    /// <summary>Requests sent; <see langword="null"/> when the output is of no known tool.</summary>
    internal static long? Find(string text) =>
        Sum(RequestsIn(), text) ?? Sum(Siege(), text) ?? Sum(ApacheBench(), text) ?? Sum(K6(), text) ?? SumOfStatuses(text);

    /// <summary>Requests failed; <see langword="null"/> when not known.</summary>
    internal static long? FindFailed(string text) => Sum(SiegeFailed(), text) ?? Sum(ApacheBenchFailed(), text);

    /// <summary>A command may run its tool several times: the counts add up.</summary>
    static long? Sum(Regex pattern, string text)
    {
        long? sum = null;
        foreach (Match match in pattern.Matches(text))
            sum = (sum ?? 0) + Value(match);
        return sum;
    }

    /// <summary>oha has no total: it lists how often each status came.</summary>
    static long? SumOfStatuses(string text) => text.Contains("Status code distribution:", StringComparison.Ordinal) ? Sum(Oha(), text) : null;

    /// <summary>autocannon rounds: 12k, 1.2M.</summary>
    static long Value(Match match)
    {
        double number = double.Parse(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return (long)Math.Round(number * match.Groups["unit"].Value switch { "k" => 1e3, "M" => 1e6, _ => 1 });
    }

    /// <summary>wrk and autocannon.</summary>
    [GeneratedRegex(@"^\s*(?<n>[\d.]+)(?<unit>[kM]?) requests in [\d.]+\w+, ", RegexOptions.Multiline)]
    private static partial Regex RequestsIn();

    [GeneratedRegex(@"(^\s*Transactions|""transactions""):\s+(?<n>\d+)", RegexOptions.Multiline)]
    private static partial Regex Siege();

    [GeneratedRegex(@"(^\s*Failed transactions|""failed_transactions""):\s+(?<n>\d+)", RegexOptions.Multiline)]
    private static partial Regex SiegeFailed();

    [GeneratedRegex(@"^Complete requests:\s+(?<n>\d+)", RegexOptions.Multiline)]
    private static partial Regex ApacheBench();

    [GeneratedRegex(@"^Failed requests:\s+(?<n>\d+)", RegexOptions.Multiline)]
    private static partial Regex ApacheBenchFailed();

    [GeneratedRegex(@"\bhttp_reqs[.:]*\s*:?\s+(?<n>\d+)\s", RegexOptions.Multiline)]
    private static partial Regex K6();

    [GeneratedRegex(@"^\s*\[\d{3}\]\s+(?<n>\d+) responses", RegexOptions.Multiline)]
    private static partial Regex Oha();
}
