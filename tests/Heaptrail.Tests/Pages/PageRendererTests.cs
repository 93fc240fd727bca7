using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Pages;
using Heaptrail.Tests.Report;
using Heaptrail.Tests.Views;
using Xunit;

namespace Heaptrail.Tests.Pages;

/// <summary>The page as one file.</summary>
public sealed partial class PageRendererTests
{
    const string Hostile = "</script><script>alert(1)</script><!--";

    static PageData Data => new()
    {
        Session = new StubPageSource(new()).Session(),
        Report = SampleReports.OneLeak,
        Sources = new() { Excerpts = [] },
        Summary = ViewSamples.Summary(),
        Dominators = ViewSamples.Dominators(),
        Retainers = [ViewSamples.Retainers("name")],
    };

    [Fact]
    public void Nothing_but_the_script_and_the_style_of_the_build_may_run()
    {
        string page = Render(Data);
        string policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.Matches("^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]+'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:;", policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_a_heap_can_end_the_element_that_holds_it()
    {
        PageData data = Data with { Report = Data.Report with { Summary = Hostile, Findings = [Data.Report.Findings[0] with { Title = Hostile }] } };
        string page = Render(data);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
        Assert.Contains("\\u003C/script\\u003E", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "</script>"));
    }

    [Fact]
    public void Large_data_is_packed_and_comes_out_as_it_was()
    {
        PageData data = Data with { Retainers = [.. Enumerable.Repeat(ViewSamples.Retainers("first"), 1000)] };
        string packed = Regex.Match(Render(data), "<script type=\"application/gzip\" id=\"data\">([^<]+)</script>").Groups[1].Value;
        using var stream = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        Assert.Equal(Encoding.UTF8.GetString(PageJson.Write(data)), reader.ReadToEnd());
    }

    [Fact]
    public void The_empty_page_is_small()
    {
        Assert.InRange(Render(Data).Length, 10_000, 250_000);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(PageBundle.Script + PageBundle.Style));
        Assert.InRange(packed.Length, 1000, 60 * 1024);
    }

    [Fact]
    public void Masked_data_has_no_text_of_a_string_and_keeps_names_and_figures()
    {
        PageData masked = MaskedValues.Of(Data with { Strings = new Cli.Workflows.StringsWorkflow("", 10, 0, ViewSamples.Quiet).Show(ViewSamples.Snapshot()) });
        string json = Encoding.UTF8.GetString(PageJson.Write(masked));
        Assert.Contains("Ada", Encoding.UTF8.GetString(PageJson.Write(Data)), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", json, StringComparison.Ordinal);
        Assert.DoesNotContain("v24.1.0", json.Replace("\"node\":\"24.1.0\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("hidden text of 15 characters", json, StringComparison.Ordinal);
        Assert.Contains("\"class\":\"Session\"", json, StringComparison.Ordinal);
        Assert.Contains("\"areValuesShown\":false", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(string)")]
    [InlineData("(concatenated string)")]
    [InlineData("(sliced string)")]
    public void Masked_data_has_no_text_of_a_string_that_leaks(string className)
    {
        Finding finding = Data.Report.Findings[0];
        PageData leaking = Data with { Report = Data.Report with { Findings = [finding with { Path = [finding.Path[0] with { Class = className, Name = "password=hunter2" }] }] } };
        Assert.Equal("hidden text of 16 characters", MaskedValues.Of(leaking).Report.Findings[0].Path[0].Name);
    }

    static string Render(PageData data)
    {
        var output = new ArrayBufferWriter<byte>();
        PageRenderer.Render(data, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
