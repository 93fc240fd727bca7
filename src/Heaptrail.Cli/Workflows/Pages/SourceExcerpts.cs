using System.Collections.Immutable;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Source text around the places that the findings name. No other file is ever read for a page.</summary>
static class SourceExcerpts
{
    const int Around = 3;
    const int LongestLine = 200;
    const int MostPlaces = 200;
    const long LargestFile = 4 << 20;

    // The names come from a snapshot, which anybody may have written: no other kind of file shall end up in a report that is passed on.
    static readonly string[] endings = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte"];

    /// <summary>Reads them.</summary>
    public static SourcesView Of(LeakReport report)
    {
        var files = new Dictionary<string, string[]?>(StringComparer.Ordinal);
        IEnumerable<SourceLocation> places = report.Findings.SelectMany(PlacesOf).DistinctBy(place => (place.File, place.Line)).Take(MostPlaces);
        return new() { Excerpts = [.. places.Select(place => Read(place, files)).OfType<SourceExcerpt>()] };
    }

    static IEnumerable<SourceLocation> PlacesOf(Finding finding) =>
    [
        .. finding.Holder.Location is { } declared ? [declared] : (SourceLocation[])[],
        .. finding.AllocatedAt.Select(site => new SourceLocation(site.File, site.Line, site.Column)),
        .. finding.Path.Select(step => step.Location).OfType<SourceLocation>(),
    ];

    static SourceExcerpt? Read(SourceLocation place, Dictionary<string, string[]?> files)
    {
        if (!files.TryGetValue(place.File, out string[]? lines))
            files.Add(place.File, lines = ReadLines(place.File));
        if (lines is null || place.Line < 1 || place.Line > lines.Length)
            return null;
        int first = int.Max(1, place.Line - Around);
        ImmutableArray<string> shown = [.. lines[(first - 1)..int.Min(lines.Length, place.Line + Around)].Select(line => line.Length > LongestLine ? line[..LongestLine] : line)];
        return new(place.File, place.Line, first, shown);
    }

    static string[]? ReadLines(string file)
    {
        try
        {
            var facts = new FileInfo(file);
            return endings.Contains(facts.Extension) && facts.Exists && facts.Length is > 0 and <= LargestFile ? File.ReadAllLines(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
