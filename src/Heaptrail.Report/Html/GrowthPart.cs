using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Report.Html;

/// <summary>Growth of one finding over the snapshots, as bars and as a table.</summary>
static class GrowthPart
{
    public static void Write(HtmlWriter page, Finding finding)
    {
        int count = int.Max(finding.Unit.Objects.Length, finding.Growth.RetainedBytes.Length);
        if (count < 2) return;
        using HtmlWriter.Scope section = page.Element("section", ("class", "growth"));
        page.Text("h4", "How it grew");
        using (page.Element("div", ("class", "scroll")))
            BarChart.Write(page, "Objects", [.. finding.Unit.Objects.Select((n, i) => new Bar(Labels.Snapshot(i), n, Counts.Format(n)))]);
        using HtmlWriter.Scope table = page.Element("table");
        using (page.Element("thead"))
        using (page.Element("tr"))
            foreach (string head in new[] { "Snapshot", "Objects", "Added", "Retained" }) page.Text("th", head, ("scope", "col"));
        using HtmlWriter.Scope body = page.Element("tbody");
        for (var i = 0; i < count; i++)
        {
            using HtmlWriter.Scope row = page.Element("tr");
            page.Text("th", Counts.Format(i + 1), ("scope", "row"));
            page.Text("td", At(finding.Unit.Objects, i) is { } objects ? Counts.Format(objects) : "–");
            page.Text("td", At(finding.Unit.Objects, i) - At(finding.Unit.Objects, i - 1) is { } added ? Counts.Signed(added) : "–");
            page.Text("td", At(finding.Growth.RetainedBytes, i) is { } bytes ? ByteSize.Format(bytes) : "–");
        }
    }

    static long? At(IReadOnlyList<long> list, int index) => index >= 0 && index < list.Count ? list[index] : null;
}
