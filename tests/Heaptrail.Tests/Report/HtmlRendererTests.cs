using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Html;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class HtmlRendererTests
{
    static readonly string[] elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "div", "span", "p", "h1", "h2", "h3", "h4", "a",
        "strong", "small", "code", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "svg", "rect", "line", "text", "table", "thead", "tbody", "tr", "th", "td",
    ];

    [Theory]
    [InlineData(nameof(SampleReports.OneLeak))]
    [InlineData(nameof(SampleReports.TwoLeaks))]
    [InlineData(nameof(SampleReports.NoLeak))]
    [InlineData(nameof(SampleReports.Suspects))]
    [InlineData(nameof(SampleReports.Hostile))]
    [InlineData(nameof(SampleReports.HugePath))]
    [InlineData(nameof(SampleReports.Nulls))]
    public void The_page_is_the_golden_file(string name) =>
        Golden.Equal(Regex.Replace(Html(SampleReports.Named(name)), "(?s)<style>.*?</style>", "<style>…</style>"), $"html/{name}.html");

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void The_page_is_well_formed_and_has_no_element_that_could_run_or_load(string name)
    {
        XDocument page = Parse(SampleReports.Named(name));
        Assert.All(page.Descendants(), e => Assert.Contains(e.Name.LocalName, elements));
        Assert.All(page.Descendants().Attributes(), a => Assert.DoesNotMatch("(?i)^(on|src|style|xlink)|href", a.Name.LocalName == "href" && a.Value.StartsWith('#') ? "" : a.Name.LocalName));
        Assert.DoesNotContain("url(", Html(SampleReports.Named(name)), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", Html(SampleReports.Named(name)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_forbids_everything_but_the_style_in_the_page() =>
        Assert.Contains("content=\"default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;;", Html(SampleReports.OneLeak), StringComparison.Ordinal);

    [Fact]
    public void Names_of_the_target_are_text()
    {
        XDocument page = Parse(SampleReports.Hostile);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img" or "b" or "i" or "u");
        string text = page.Root!.Value;
        foreach (string expected in new[] { "<script>alert('summary')</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(3)>", "</main><h1>owned</h1>", "漢字かな 😀", "\\u202egnp.exe" })
            Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Html(SampleReports.Hostile), c => c != '\n' && (char.IsControl(c) || c is >= '\u202A' and <= '\u202E'));
    }

    [Fact]
    public void There_is_a_language_a_title_one_first_heading_and_the_landmarks()
    {
        XDocument page = Parse(SampleReports.TwoLeaks);
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Equal("Leak: ServerEnvironment is never released – Heaptrail", page.Descendants("title").Single().Value);
        Assert.Equal(SampleReports.TwoLeaks.Summary, page.Descendants("h1").Single().Value);
        Assert.Single(page.Descendants("header"));
        Assert.Single(page.Descendants("main"));
        Assert.Single(page.Descendants("footer"));
        Assert.Equal(2, page.Descendants("article").Count());
    }

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void Ids_are_unique_and_every_reference_to_one_leads_somewhere(string name)
    {
        XDocument page = Parse(SampleReports.Named(name));
        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants().Attributes("aria-labelledby"), a => Assert.Contains(a.Value, ids));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.Contains(a.Value[1..], ids));
    }

    [Fact]
    public void Every_chart_says_the_same_in_words()
    {
        XElement[] charts = [.. Parse(SampleReports.OneLeak).Descendants("svg")];
        Assert.Equal(3, charts.Length);
        Assert.Equal("Heap: 6.1 MiB snapshot 1, then 6.4 MiB snapshot 2, then 6.7 MiB snapshot 3.", charts[0].Attribute("aria-label")!.Value);
        Assert.All(charts, c => Assert.Equal("img", c.Attribute("role")!.Value));
    }

    [Fact]
    public void The_step_to_cut_is_marked_once_per_finding() =>
        Assert.Equal(2, Parse(SampleReports.TwoLeaks).Descendants("li").Count(li => li.Attribute("class")?.Value == "holder" && li.Value.Contains("cut at this step", StringComparison.Ordinal)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Text_has_a_contrast_of_at_least_4_and_a_half(int scheme)
    {
        string css = Regex.Match(Html(SampleReports.NoLeak), "(?s)<style>(.*?)</style>").Groups[1].Value;
        string root = Regex.Matches(css, "(?s):root \\{(.*?)\\}")[scheme].Groups[1].Value;
        var colors = Regex.Matches(root, "--([a-z-]+): (#[0-9a-f]{6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        (string Text, string Back)[] pairs =
        [
            ("text", "page"), ("text", "card"), ("text", "code"), ("text", "good-back"), ("text", "cut-back"), ("text", "caution-back"), ("quiet", "page"), ("quiet", "card"),
            ("quiet", "cut-back"), ("bad", "bad-back"), ("caution", "caution-back"), ("good", "good-back"), ("cut", "cut-back"), ("strong", "card"),
        ];
        Assert.All(pairs, p => Assert.True(Contrast(colors[p.Text], colors[p.Back]) >= 4.5, $"{p.Text} on {p.Back}: {Contrast(colors[p.Text], colors[p.Back]):0.00}"));
    }

    // WCAG 2.2: relative luminance and contrast ratio.
    static double Contrast(string a, string b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (double.Max(x, y) + 0.05) / (double.Min(x, y) + 0.05);
    }

    static double Luminance(string color)
    {
        double Part(int at) => Convert.ToInt32(color.Substring(at, 2), 16) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : double.Pow((c + 0.055) / 1.055, 2.4);
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    static XDocument Parse(LeakReport report) => XDocument.Parse(Html(report).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

    static string Html(LeakReport report)
    {
        var output = new ArrayBufferWriter<byte>();
        new HtmlRenderer().Render(report, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
