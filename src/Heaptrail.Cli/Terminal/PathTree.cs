using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>A retaining path as a tree, one line per step: edge, object, retained size and a mark at the holder.</summary>
static class PathTree
{
    const int Indent = 4;
    const int MaxLines = 16;

    public static void Write(TextCanvas canvas, Finding finding, Places places)
    {
        int width = canvas.Style.ProseWidth;
        var rows = new List<Row>();
        foreach (PathLine line in canvas.Style.ShowAll ? FoldedPath.Build(finding) : FoldedPath.FromScope(finding, MaxLines))
            rows.Add(RowOf(line, rows.Count, width, finding, places));
        PathColumns columns = PathColumns.For(rows, width);
        foreach (Row row in rows) Write(canvas, row, columns);
    }

    static Row RowOf(PathLine line, int depth, int width, Finding finding, Places places)
    {
        int indent = Indent + int.Min(int.Max(depth - 1, 0) * 3, int.Max(width / 4 - Indent, 0));
        string edge = line.Role switch
        {
            PathRole.Root => line.Node,
            PathRole.Gap => $"⋮  {Counts.Of(line.Repeated, "step")} left out",
            _ => line.EdgeName.Length > 0 ? $"{line.Edge} {line.EdgeName}" : line.Edge,
        };
        bool isStep = line.Role is not (PathRole.Root or PathRole.Gap);
        string node = isStep ? line.Node + (line.Repeated > 1 ? $" (× {Counts.Format(line.Repeated)})" : "") : "";
        string mark = line.Role switch
        {
            PathRole.Holder when finding.Unit.Objects.Length == 1 => "← holds " + (finding.Unit.Objects[0] == 1 ? "it" : "them"),
            PathRole.Holder => "← grows here",
            PathRole.Unit when finding.Unit.Objects is [.., > 1 and long count] => $"← one of {Counts.Format(count)}",
            PathRole.Unit => finding.Unit.Objects.Length == 1 ? "← the large one" : "← leaked",
            _ => "",
        };
        string size = isStep && line.RetainedBytes is { } bytes ? ByteSize.Format(bytes) : "";
        return new(line.Role, indent, isStep ? "└─ " : "", edge, node, size, mark, line.Location is { } location ? places.Of(location) : (Span?)null);
    }

    static void Write(TextCanvas canvas, Row row, PathColumns columns)
    {
        Tone tone = row.Role switch { PathRole.Holder => Tone.Caution, PathRole.Root or PathRole.Gap => Tone.Quiet, _ => Tone.Plain };
        var edge = new Span(row.Edge, tone, Keep: true);
        var node = new Span(row.Node, row.Role == PathRole.Unit ? Tone.Strong : tone, Keep: true);
        var mark = new Span(row.Mark, tone, Keep: true);
        int below = row.Indent + row.Lead.Length;
        Span? place = row.Place;
        if (row.Node.Length == 0) canvas.Line(row.Indent, row.Lead, edge);
        else if (columns.Fits(row))
        {
            (int toNode, int toSize) = columns.Gaps(row);
            Span[] beside = columns.FitsPlace(row) && place is { } p ? ["  ", p] : [];
            canvas.Line(row.Indent, [row.Lead, edge, new string(' ', toNode), node, new string(' ', toSize), row.Size, row.Mark.Length > 0 ? "   " : "", mark, .. beside]);
            if (beside.Length > 0) place = null;
        }
        else
        {
            // Too wide for columns: the same words one after the other.
            canvas.Paragraph(row.Indent, row.Lead, below, edge, "  ", node, "  ", new Span(row.Size, Keep: true), "  ", mark);
        }
        if (place is { } own) canvas.Line(below, own);
    }

    /// <summary>The texts of one line.</summary>
    internal sealed record Row(PathRole Role, int Indent, string Lead, string Edge, string Node, string Size, string Mark, Span? Place)
    {
        public int EdgeEnd { get; } = Indent + Lead.Length + DisplayWidth.Of(Edge);
        public int NodeWidth { get; } = DisplayWidth.Of(Node);
        public int MarkWidth { get; } = Mark.Length > 0 ? Mark.Length + 3 : 0;
    }
}
