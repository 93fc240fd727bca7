using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>How it was measured: snapshots, load, target.</summary>
static class MeasurementPart
{
    static readonly (string Head, Func<SnapshotInfo, int, string> Cell)[] columns =
    [
        ("Snapshot", (_, i) => Counts.Format(i + 1)),
        ("Label", (s, _) => s.Label),
        ("Taken at (UTC)", (s, _) => s.TakenAt is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "–"),
        ("Requests", (s, _) => s.Requests is { } requests ? Counts.Format(requests) : "–"),
        ("Nodes", (s, _) => Counts.Format(s.Nodes)),
        ("Edges", (s, _) => Counts.Format(s.Edges)),
        ("Shallow size", (s, _) => ByteSize.Format(s.ShallowBytes)),
        ("Pause", (s, _) => s.PauseMilliseconds is { } pause ? Durations.FormatMilliseconds(pause) : "–"),
        ("Method", (s, _) => s.Method),
        ("File", (s, _) => s.File),
    ];

    public static void Write(HtmlWriter page, LeakReport report)
    {
        using HtmlWriter.Scope section = page.Element("section", ("aria-labelledby", "measured-title"));
        page.Text("h2", "How it was measured", ("id", "measured-title"));
        using (page.Element("dl"))
        {
            if (report.Target is { } target) Fact(page, "Process", Figures.Target(target));
            if (report.Load is { } load) Fact(page, "Load", Figures.Load(load));
            if (report.Load?.LatencyMilliseconds is { } latency) Fact(page, "Latency", Figures.Latency(latency));
        }
        if (!report.Snapshots.IsEmpty) Snapshots(page, report);
    }

    static void Snapshots(HtmlWriter page, LeakReport report)
    {
        // Wider than a narrow window, so it scrolls by itself; the tab stop lets the keyboard scroll it.
        using HtmlWriter.Scope scroll = page.Element("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of snapshots"));
        using HtmlWriter.Scope table = page.Element("table", ("class", "snapshots"));
        using (page.Element("thead"))
        using (page.Element("tr"))
            foreach ((string head, _) in columns) page.Text("th", head, ("scope", "col"));
        using HtmlWriter.Scope body = page.Element("tbody");
        for (var i = 0; i < report.Snapshots.Length; i++)
        {
            using HtmlWriter.Scope row = page.Element("tr");
            for (var c = 0; c < columns.Length; c++)
            {
                string text = columns[c].Cell(report.Snapshots[i], i);
                if (c == 0) page.Text("th", text, ("scope", "row"));
                else page.Text("td", text);
            }
        }
    }

    static void Fact(HtmlWriter page, string term, string text)
    {
        page.Text("dt", term);
        page.Text("dd", text);
    }
}
