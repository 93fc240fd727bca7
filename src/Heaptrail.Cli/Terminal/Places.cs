using Heaptrail.Diagnosis;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>Places in the source: kept in one piece, coloured and clickable.</summary>
sealed class Places(string? linkRoot)
{
    public Span Of(SourceLocation location) => new(Printable.Clean(location.ToString()), Tone.Place, Keep: true, Link(location.File));

    public Span Of(AllocationSite site) => Of(new SourceLocation(site.File, site.Line, site.Column));

    /// <summary>A sentence with the places it mentions marked as such.</summary>
    public Span[] Mark(string sentence, Finding finding)
    {
        Span[] known = [.. Known(finding).Distinct().Select(Of).OrderByDescending(s => s.Text.Length)];
        string rest = Printable.Clean(sentence);
        var spans = new List<Span>();
        while (First(rest, known) is (Span place, int at))
        {
            spans.Add(rest[..at]);
            spans.Add(place);
            rest = rest[(at + place.Text.Length)..];
        }
        spans.Add(rest);
        return [.. spans];
    }

    static IEnumerable<SourceLocation> Known(Finding finding)
    {
        if (finding.Holder.Location is { } holder) yield return holder;
        foreach (PathStep step in finding.Path)
            if (step.Location is { } location) yield return location;
        foreach (AllocationSite site in finding.AllocatedAt) yield return new(site.File, site.Line, site.Column);
    }

    static (Span Place, int At)? First(string text, Span[] known)
    {
        (Span, int At)? first = null;
        foreach (Span place in known)
        {
            int at = text.IndexOf(place.Text, StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first.Value.At)) first = (place, at);
        }
        return first;
    }

    string? Link(string file)
    {
        if (linkRoot is null || file.Length == 0) return null;
        if (file.Contains("://", StringComparison.Ordinal)) return Uri.TryCreate(file, UriKind.Absolute, out Uri? uri) ? uri.AbsoluteUri : null;
        // Names such as node:events are no files.
        if (file.StartsWith("node:", StringComparison.Ordinal)) return null;
        return new UriBuilder(Uri.UriSchemeFile, "") { Path = Path.Combine(linkRoot, file) }.Uri.AbsoluteUri;
    }
}
