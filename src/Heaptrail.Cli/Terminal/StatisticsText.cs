using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>statistics</c> as text: totals in a line, then the bytes by kind, by type, by size and by realm.</summary>
static class StatisticsText
{
    const int BarWidth = 20;

    public static string Render(StatisticsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        HeapTotals.Write(canvas, view.Statistics.TotalBytes, view.Nodes, view.Edges, view.Node, view.File);
        HeapTotals.Kinds(view.Statistics, "Kind").Write(canvas);
        canvas.Blank();
        Types(view).Write(canvas);
        canvas.Blank();
        Sizes(view).Write(canvas);
        canvas.Blank();
        RealmTable.Of(view.NativeContexts).Write(canvas);
        return canvas.ToString();
    }

    static FigureTable Types(StatisticsView view)
    {
        var table = new FigureTable("V8's type", "Nodes", "Shallow", "% of total", "Largest", "");
        foreach (NodeTypeInfo row in view.Types)
        {
            table.Add([Printable.Shorten(row.Type, 60)], Counts.Format(row.Count), ByteSize.Format(row.ShallowBytes), ViewFigures.Share(row.ShallowBytes, view.Statistics.TotalBytes),
                ByteSize.Format(row.Largest.ShallowBytes), $"@{row.Largest.Id}");
        }
        return table;
    }

    static FigureTable Sizes(StatisticsView view)
    {
        long most = view.Sizes.Select(row => row.ShallowBytes).Append(1).Max();
        var table = new FigureTable("Size of a node", "Nodes", "Shallow", "% of total");
        foreach (SizeInfo row in view.Sizes)
        {
            var bar = new string('█', (int)(row.ShallowBytes * BarWidth / most));
            table.Add([$"{ByteSize.Format(row.FromBytes).PadLeft(9)} and more  ", new(bar, Tone.Quiet)], Counts.Format(row.Count), ByteSize.Format(row.ShallowBytes),
                ViewFigures.Share(row.ShallowBytes, view.Statistics.TotalBytes));
        }
        return table;
    }
}
