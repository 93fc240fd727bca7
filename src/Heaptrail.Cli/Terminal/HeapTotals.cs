using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>The figures of a whole heap that several views begin with.</summary>
static class HeapTotals
{
    const int LongestVersion = 20;

    /// <summary>Bytes, nodes, edges and version in a line, then the file.</summary>
    public static void Write(TextCanvas canvas, long bytes, long nodes, long edges, string? version, string file)
    {
        canvas.Line(0, new Span(ByteSize.Format(bytes), Tone.Strong), $" in {Counts.Of(nodes, "node")} and {Counts.Of(edges, "edge")}",
            version is null ? "" : $" · Node.js {Printable.Shorten(version, LongestVersion)}");
        canvas.Line(0, new Span(Printable.Clean(file), Tone.Quiet));
        canvas.Blank();
    }

    /// <summary>What the bytes are, one row per kind.</summary>
    /// <param name="bytes">The figures.</param>
    /// <param name="title">Title of the rows; without one the figures have none either.</param>
    public static FigureTable Kinds(StatisticsInfo bytes, string title = "")
    {
        var table = new FigureTable(title, title.Length > 0 ? "Shallow" : "", title.Length > 0 ? "% of total" : "");
        Add("Compiled code", bytes.CodeBytes);
        Add("Strings", bytes.StringBytes);
        Add("JavaScript arrays", bytes.ArrayBytes);
        Add("Typed arrays", bytes.TypedArrayBytes);
        Add("V8's own objects", bytes.SystemBytes);
        Add("Other JavaScript objects", bytes.OtherBytes);
        Add("Other native memory", bytes.OtherNativeBytes);
        return table;

        void Add(string kind, long size) => table.Add([kind], ByteSize.Format(size), ViewFigures.Share(size, bytes.TotalBytes));
    }
}
