using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>The retaining path as a chain of boxes, with the words of the edges between them and a mark where to cut.</summary>
static class PathPart
{
    public static void Write(HtmlWriter page, Finding finding)
    {
        IReadOnlyList<PathLine> lines = FoldedPath.Build(finding, maxLines: 20);
        if (lines.Count == 0) return;
        using HtmlWriter.Scope section = page.Element("section", ("class", "path"));
        page.Text("h4", "Why it stays");
        using HtmlWriter.Scope chain = page.Element("ol", ("class", "chain"));
        foreach (PathLine line in lines) Step(page, line, finding);
    }

    static void Step(HtmlWriter page, PathLine line, Finding finding)
    {
        using HtmlWriter.Scope item = page.Element("li", ("class", line.Role.ToString().ToLowerInvariant()));
        if (line.Role == PathRole.Gap)
        {
            page.Text("span", $"{Counts.Of(line.Repeated, "step")} left out", ("class", "edge"));
            return;
        }
        if (line.Edge.Length > 0)
        {
            using HtmlWriter.Scope edge = page.Element("div", ("class", "edge"));
            page.Inline("span", line.Edge + " ");
            if (line.EdgeName.Length > 0) page.Inline("code", line.EdgeName);
        }
        using HtmlWriter.Scope box = page.Element("div", ("class", "box"));
        page.Inline("span", line.Node + (line.Repeated > 1 ? $" (× {Counts.Format(line.Repeated)})" : ""), ("class", "node"));
        if (line.Role != PathRole.Root && line.RetainedBytes is { } bytes) page.Inline("span", " " + ByteSize.Format(bytes), ("class", "size"));
        if (line.Location is { } location) page.Inline("code", " " + location, ("class", "place"));
        if (Mark(line.Role, finding) is { Length: > 0 } mark) page.Inline("span", " " + mark, ("class", "mark"));
    }

    static string Mark(PathRole role, Finding finding) => role switch
    {
        PathRole.Holder when finding.Unit.Objects.Length == 1 => "holds " + (finding.Unit.Objects[0] == 1 ? "it" : "them"),
        PathRole.Unit when finding.Unit.Objects is [> 1 and var only] => $"one of {Counts.Format(only)} objects",
        PathRole.Holder => "grows here: cut at this step",
        PathRole.Unit when finding.Unit.Objects is [.., > 1 and long count] => $"one of {Counts.Format(count)} leaked objects",
        PathRole.Unit => finding.Unit.Objects.Length == 1 ? "the large one" : "leaked",
        _ => "",
    };
}
