using System.Text.RegularExpressions;
using Heaptrail.Heap.Query;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Query;

public sealed partial class QueryDocsTests
{
    static readonly string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "query.md"));

    [Fact]
    public void Every_query_on_the_page_can_be_run()
    {
        string[] queries = [.. Written().Matches(page).Select(match => match.Groups["query"].Value.Replace("\\|", "|", StringComparison.Ordinal))];
        Assert.True(queries.Length > 20);
        foreach (string query in queries)
        {
            // Ids on the page are of no heap here.
            HeapQuery parsed = HeapQuery.Parse(query);
            if (!query.StartsWith('@'))
                parsed.Run(TextGraph.Parse("root -> a -> b").Heap, new(), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Every_field_is_on_the_page()
    {
        QuerySyntaxException error = Assert.Throws<QuerySyntaxException>(() => HeapQuery.Parse("nodes where zzzzzzzz = 1"));
        string[] fields = error.Message.Split("known are ")[1].Split(';')[0].Split(", ");
        Assert.Equal(16, fields.Length);
        Assert.All(fields, field => Assert.Matches($@"\n\| [^|]*`{field}`[^|]* \|", page));
        string[] ofEdges = Assert.Throws<QuerySyntaxException>(() => HeapQuery.Parse("edges where zzzzzzzz = 1")).Message.Split("known are ")[1].Split(';')[0].Split(", ");
        Assert.Equal(5, ofEdges.Length);
        Assert.All(ofEdges, field => Assert.Matches($@"\n\| [^|]*`{field}`[^|]* \|", page[page.IndexOf("## Edges", StringComparison.Ordinal)..]));
    }

    // In a table, or on a line of its own.
    [GeneratedRegex(@"`(?<query>(?:nodes|edges|@\d)[^`]+)`|^    (?<query>(?:nodes|edges|@\d).*)$", RegexOptions.Multiline)]
    private static partial Regex Written();
}
