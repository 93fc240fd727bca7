using System.Text.Json;
using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class QueryTextTests
{
    const string Everything = "nodes where class in ('Session', 'Map', 'Function') or type = 'string' | select object, name, type, shallow, retained, distance, edges, detached, location, holder, .user | sort by id";

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(QueryText.Render(Answer("nodes where shallow > 50 | top 6"), new() { Width = width }) + "\n"
            + QueryText.Render(Answer("nodes where shallow > 0 | group by class, holder | top 8"), new() { Width = width }) + "\n"
            + QueryText.Render(Answer(Everything), new() { Width = width }), $"views/query-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(Answer(Everything + " | top 4")).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/query.json");

    [Fact]
    public void No_row_is_no_table() =>
        Assert.Equal("Nothing in the heap answers this.\n", QueryText.Render(Answer("nodes where class = \"Nothing\""), new()));

    [Fact]
    public void Rows_beyond_the_usual_number_are_counted_unless_the_query_says_how_many()
    {
        Assert.Contains("\nand 19 more rows: -n N or '| top N' shows more\n", QueryText.Render(Answer("nodes", top: 3), new()), StringComparison.Ordinal);
        Assert.Equal(10, Answer("nodes | top 10", top: 3).Rows.Length);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal_and_no_id_is_cut()
    {
        TextGraph graph = TextGraph.Parse($"root -> a(object:8:{new string('長', 300)}); root -> b(object:8:\e[31mred); b -> c(string:1:{new string('x', 400)})");
        QueryView view = new QueryWorkflow("", "nodes | select object, name, class, retained", 10, ViewSamples.Quiet).Show(new("a", graph.Heap), TestContext.Current.CancellationToken);
        string text = QueryText.Render(view, new());
        Assert.All(text.Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= 80, line));
        Assert.All(view.Rows, row => Assert.Contains($" @{row[0].Object!.Id} ", text, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void Values_are_plain_JSON()
    {
        using var json = JsonDocument.Parse(ViewJson.Text(Answer("nodes where name = 'Ada \"the first\"' | select id, name, shallow, detached, .nothing, line")));
        Assert.Equal("[33,\"Ada \\\"the first\\\"\",32,false,null,null]", json.RootElement.GetProperty("rows")[0].GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("Ada\\", "Ada \\", StringComparison.Ordinal).Replace("thefirst", "the first", StringComparison.Ordinal));
    }

    static QueryView Answer(string query, int top = 100) => new QueryWorkflow("", query, top, ViewSamples.Quiet).Show(ViewSamples.Snapshot(), TestContext.Current.CancellationToken);
}
