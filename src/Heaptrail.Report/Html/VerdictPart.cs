using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>The head of the page: verdict, summary, what was looked at.</summary>
static class VerdictPart
{
    public static void Write(HtmlWriter page, LeakReport report)
    {
        using HtmlWriter.Scope header = page.Element("header");
        page.Text("p", Words.Of(report), ("class", "verdict " + ClassOf(report.Verdict)));
        page.Text("h1", report.Summary);
        string[] about = [report.Target is { } target ? Figures.Target(target) : "", Figures.Snapshots(report), report.Load is { } load ? Figures.Load(load) : ""];
        string line = string.Join(" · ", about.Where(a => a.Length > 0));
        if (line.Length > 0) page.Text("p", line, ("class", "quiet"));
        foreach (string warning in report.Warnings)
        {
            using HtmlWriter.Scope note = page.Element("p", ("class", "note"));
            page.Inline("strong", "Note: ");
            page.Text(warning);
        }
    }

    static string ClassOf(Verdict verdict) => verdict switch { Verdict.Leak => "bad", Verdict.NoLeak => "good", _ => "caution" };
}
