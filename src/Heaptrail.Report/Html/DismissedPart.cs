using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Html;

/// <summary>What grew and is no leak.</summary>
static class DismissedPart
{
    public static void Write(HtmlWriter page, LeakReport report)
    {
        if (report.Dismissed.IsEmpty) return;
        using HtmlWriter.Scope section = page.Element("section", ("aria-labelledby", "dismissed-title"));
        page.Text("h2", "Grew, but is no leak", ("id", "dismissed-title"));
        using HtmlWriter.Scope list = page.Element("ul", ("class", "dismissed"));
        foreach (Dismissal row in report.Dismissed)
        {
            using HtmlWriter.Scope item = page.Element("li");
            page.Inline("span", ByteSize.Signed(row.Bytes), ("class", "size"));
            page.Text(" ");
            page.Inline("strong", row.What);
            page.Text(": " + row.Why);
        }
    }
}
