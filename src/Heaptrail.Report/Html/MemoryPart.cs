using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>Memory at each snapshot: heap, process, and memory outside the heap where it is known.</summary>
static class MemoryPart
{
    public static void Write(HtmlWriter page, LeakReport report)
    {
        (string Title, string Help, IReadOnlyList<long> Sizes)[] charts =
        [
            ("Heap", "all objects, after garbage collection", Figures.HeapSizes(report)),
            ("Outside the heap", "held by JavaScript objects", Moving(Figures.AtSnapshots(report, m => m.External))),
            ("Process", "resident set size", Figures.AtSnapshots(report, m => m.Rss)),
        ];
        if (charts.All(c => c.Sizes.Count < 2)) return;
        using HtmlWriter.Scope section = page.Element("section", ("aria-labelledby", "memory-title"));
        page.Text("h2", "Memory at each snapshot", ("id", "memory-title"));
        using HtmlWriter.Scope row = page.Element("div", ("class", "charts"));
        foreach ((string title, string help, IReadOnlyList<long> sizes) in charts)
            if (sizes.Count >= 2) Chart(page, title, help, sizes);
    }

    // Most programs hold little outside the heap, and a chart of nothing is clutter.
    static IReadOnlyList<long> Moving(IReadOnlyList<long> sizes) => sizes.Count > 0 && long.Abs(sizes[^1] - sizes[0]) >= 1 << 20 ? sizes : [];

    static void Chart(HtmlWriter page, string title, string help, IReadOnlyList<long> sizes)
    {
        using HtmlWriter.Scope figure = page.Element("figure");
        using (page.Element("figcaption"))
        {
            page.Inline("strong", title);
            page.Text(" ");
            page.Inline("span", ByteSize.Signed(sizes[^1] - sizes[0]), ("class", "delta"));
            page.Text("small", help);
        }
        using HtmlWriter.Scope scroll = page.Element("div", ("class", "scroll"));
        BarChart.Write(page, title, [.. sizes.Select((size, i) => new Bar(Labels.Snapshot(i), size, ByteSize.Format(size)))]);
    }
}
