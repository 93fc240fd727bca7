using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>The card of one finding.</summary>
static class FindingPart
{
    public static void Write(HtmlWriter page, LeakReport report, Finding finding)
    {
        var id = $"finding-{finding.Rank}";
        using HtmlWriter.Scope card = page.Element("article", ("class", "card"), ("id", id), ("aria-labelledby", id + "-title"));
        Heading(page, finding, id);
        page.Text("p", finding.Sentence, ("class", "sentence"));
        using (page.Element("section", ("class", "fix"), ("aria-label", Words.OfAdvice(report))))
        {
            page.Text("h4", Words.OfAdvice(report));
            page.Text("p", finding.Fix.Text);
            if (finding.Fix.Doc.Length > 0) page.Text("p", $"{Words.Of(finding.Cause)}: {finding.Fix.Doc}", ("class", "quiet"));
        }
        using (page.Element("div", ("class", "columns")))
        {
            PathPart.Write(page, finding);
            GrowthPart.Write(page, finding);
        }
        Facts(page, report, finding);
    }

    static void Heading(HtmlWriter page, Finding finding, string id)
    {
        using HtmlWriter.Scope heading = page.Element("div", ("class", "heading"));
        using (page.Element("h3", ("id", id + "-title")))
        {
            page.Inline("span", Counts.Format(finding.Rank), ("class", "rank"));
            page.Text(" " + finding.Title);
        }
        using HtmlWriter.Scope facts = page.Element("ul", ("class", "facts"), ("aria-label", "In short"));
        page.Text("li", Words.Of(finding.Confidence), ("class", "confidence " + ClassOf(finding.Confidence)), ("title", Words.Meaning(finding.Confidence)));
        foreach (string fact in new[] { Figures.Objects(finding), Figures.Retained(finding), Figures.PerRequest(finding) })
            if (fact.Length > 0) page.Text("li", fact);
    }

    static void Facts(HtmlWriter page, LeakReport report, Finding finding)
    {
        using HtmlWriter.Scope list = page.Element("dl");
        Fact(page, "Confidence", $"{Words.Of(finding.Confidence)}. {Words.Meaning(finding.Confidence)}");
        Fact(page, "Held by", HolderText(finding.Holder));
        if (finding.OtherPaths > 0)
            Fact(page, "Also held", $"by {Counts.Of(finding.OtherPaths, "other holder")}: the objects stay until every holder lets go");
        Fact(page, "Contains", Figures.Contains(finding.Unit));
        if (!finding.AllocatedAt.IsDefaultOrEmpty)
        {
            page.Text("dt", "Created at");
            foreach (AllocationSite site in finding.AllocatedAt)
            {
                using HtmlWriter.Scope dd = page.Element("dd");
                page.Inline("code", $"{site.File}:{site.Line}:{site.Column}");
                page.Text($" in {site.Function}, {Counts.Percent(site.Share)} of the leaked objects");
            }
        }
        CodeFact(page, "Fingerprint", finding.Fingerprint);
    }

    static string HolderText(Holder holder)
    {
        if (holder.Name.Length == 0) return "";
        string where = holder.Location is { } location ? $", declared at {location}" : "";
        return $"{holder.Class} {holder.Name} ({Words.Of(holder.Kind)}){where}";
    }

    static void Fact(HtmlWriter page, string term, string text)
    {
        if (text.Length == 0) return;
        page.Text("dt", term);
        page.Text("dd", text);
    }

    static void CodeFact(HtmlWriter page, string term, string code)
    {
        if (code.Length == 0) return;
        page.Text("dt", term);
        using HtmlWriter.Scope dd = page.Element("dd");
        page.Inline("code", code);
    }

    static string ClassOf(Confidence confidence) => confidence switch { Confidence.Certain => "bad", Confidence.Likely => "caution", _ => "unsure" };
}
