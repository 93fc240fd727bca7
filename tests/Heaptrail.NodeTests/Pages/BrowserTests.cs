namespace Heaptrail.NodeTests.Pages;

/// <summary>The pages in a real browser, served and as one file.</summary>
public sealed class BrowserTests(BrowsedPages pages) : IClassFixture<BrowsedPages>
{
    [Theory]
    [InlineData("served")]
    [InlineData("report")]
    public void Axe_finds_nothing_on_any_page(string mode) => Assert.Empty(pages.ProblemsOf($"axe {mode}"));

    [Theory]
    [InlineData("served")]
    [InlineData("report")]
    public void No_page_has_an_error_or_asks_anybody_but_its_server(string mode) => Assert.Empty(pages.ProblemsOf($"quiet {mode}"));

    [Fact]
    public void A_newcomer_gets_from_the_overview_to_the_line_of_the_culprit_in_three_clicks() => Assert.Empty(pages.ProblemsOf("newcomer"));

    [Fact]
    public void Everything_can_be_reached_with_the_keyboard_alone() => Assert.Empty(pages.ProblemsOf("keyboard"));

    [Fact]
    public void Nothing_is_lost_at_twice_the_size() => Assert.Empty(pages.ProblemsOf("zoom"));

    [Fact]
    public void Names_and_texts_of_a_heap_neither_run_nor_break_the_layout() => Assert.Empty(pages.ProblemsOf("hostile"));

    [Fact]
    public void A_capture_that_is_added_is_shown() => Assert.Empty(pages.ProblemsOf("upload"));

    [Fact]
    public async Task A_report_is_small_and_holds_no_text_of_a_string()
    {
        string page = await File.ReadAllTextAsync(pages.Report, TestContext.Current.CancellationToken);
        Assert.InRange(page.Length, 100_000, 2 << 20);
        Assert.DoesNotContain("GET / HTTP", page, StringComparison.Ordinal);
    }
}
