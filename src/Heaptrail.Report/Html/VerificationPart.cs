using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>The earlier run and this one side by side.</summary>
static class VerificationPart
{
    public static void Write(HtmlWriter page, LeakReport report)
    {
        if (report.Verification is not { } verification) return;
        using HtmlWriter.Scope section = page.Element("section", ("aria-labelledby", "verification-title"));
        page.Text("h2", "Compared with the baseline", ("id", "verification-title"));
        if (!verification.Leaks.IsEmpty)
        {
            using HtmlWriter.Scope list = page.Element("ul");
            foreach (VerifiedLeak leak in verification.Leaks)
                page.Text("li", $"{VerificationRows.WordOf(leak.Fate)}: {leak.Title}{(VerificationRows.PaceOf(leak) is { Length: > 0 } pace ? $" ({pace})" : "")}");
        }
        using HtmlWriter.Scope table = page.Element("table");
        using (page.Element("thead"))
        using (page.Element("tr"))
            foreach (string head in new[] { "Figure", "Baseline", "Now", "Change" }) page.Text("th", head, ("scope", "col"));
        using HtmlWriter.Scope body = page.Element("tbody");
        foreach (VerificationRow row in VerificationRows.Of(verification))
        {
            using HtmlWriter.Scope line = page.Element("tr");
            page.Text("th", row.What, ("scope", "row"));
            page.Text("td", row.Before);
            page.Text("td", row.After);
            page.Text("td", row.Change);
        }
    }
}
