using System.Text;
using Heaptrail.Cli;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Query;
using Heaptrail.Tests.Views;
using Xunit;

namespace Heaptrail.Tests.Heap.Query;

public sealed class QueryErrorTests
{
    // One of each error that there is.
    static readonly string[] wrong =
    [
        "", "node where id = 1", "nodes class", "nodes where", "nodes where clas = \"Map\"", "nodes where status = \"open\"", "nodes where class = Map",
        "nodes where class == \"Map\"", "nodes where class = \"Map\" && id = 3", "nodes where class = 'Map", "nodes where retained > \"big\"",
        "nodes where retained > 1XB", "nodes where retained", "nodes where class > \"a\"", "nodes where class ~ \"(\"", "nodes where class ~ \"(?=a)\"",
        "nodes where (class = \"Map\"", "nodes where detached = 1", "nodes where id = @", "nodes where .status contains 5", "nodes where has class",
        "nodes where class in \"Map\"", "nodes where . = 1", "nodes where .items[x] = 1", "nodes where holder.clazz = \"Map\"", "nodes where retained(class) > 1",
        "nodes | follow table", "nodes | folow .table", "nodes | group class", "nodes | group by class | where retaned > 1", "nodes | group by class | follow .a",
        "nodes | group by class | select name", "nodes | group by class | where has(.a)", "nodes | group by class | group by count", "nodes | top", "nodes | top 0",
        "nodes | sort class", "nodes where id = 3 top 5", "nodes | ", "nodes where 名 = 1", "nodes where class = \"Map\" % 2", "@1, nodes",
        "edge where name = \"a\"", "edges where nam = \"a\"", "edges where class = \"Map\"", "edges where .cache = 1", "edges where has(.a)", "edges where name = 3",
        "edges where from.clas = \"Map\"", "edges where from.holder. = 1", "edges | follow edges", "edges | follow .a", "edges | group by from.class | sort by retained",
        "edges | group by type | follow to", "edges where name < \"a\"", "edges | follow to | group by from",
    ];

    [Fact]
    public void Every_error_says_what_was_expected_and_where()
    {
        var text = new StringBuilder();
        foreach (string query in wrong)
        {
            string message = Assert.Throws<UsageException>(() => new QueryWorkflow("", query, 10, ViewSamples.Quiet).Show(ViewSamples.Snapshot(), TestContext.Current.CancellationToken)).Message;
            text.Append(string.Join('\n', message.Split('\n').Select(line => line.TrimEnd()))).Append("\n\n");
        }
        Golden.Equal(text.ToString(), "query/errors.txt");
    }

    [Fact]
    public void An_object_that_the_heap_lacks_is_an_error_at_its_place()
    {
        string message = Assert.Throws<UsageException>(() => new QueryWorkflow("", "@1, @4", 10, ViewSamples.Quiet).Show(ViewSamples.Snapshot(), TestContext.Current.CancellationToken)).Message;
        Assert.Equal("the heap has no object @4\n  @1, @4\n      ^^", message);
    }

    [Fact]
    public void The_caret_stands_under_wide_and_hidden_characters()
    {
        string message = Assert.Throws<UsageException>(() => new QueryWorkflow("", "nodes where class = \"長\e\"\nand x = 1", 10, ViewSamples.Quiet).Run(TestContext.Current.CancellationToken)).Message;
        Assert.EndsWith("\n                                     ^", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_may_be_nested_deep_but_not_without_end()
    {
        HeapQuery.Parse($"nodes where {new string('(', 90)}id = 1{new string(')', 90)}");
        HeapQuery.Parse($"nodes where {string.Concat(Enumerable.Repeat("not ", 2000))}id = 1");
        QuerySyntaxException error = Assert.Throws<QuerySyntaxException>(() => HeapQuery.Parse($"nodes where {new string('(', 4000)}id = 1"));
        Assert.StartsWith("the condition is nested more than 100 deep", error.Message, StringComparison.Ordinal);
        Assert.Throws<QuerySyntaxException>(() => HeapQuery.Parse(new string('n', 10_001)));
    }

    [Fact]
    public void Any_characters_in_any_order_are_parsed_or_refused()
    {
        string[] pieces = ["nodes", "@1", "where", "class", "=", "\"a\"", "(", ")", "and", "not", "|", "group by", "count", ".a", "[1]", "top 3", "~", "1MB", ",", "holder", ".", "'", "\\"];
        var random = new Random(4711);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = "nodes " + string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                HeapQuery.Parse(text);
                parsed++;
            }
            catch (QuerySyntaxException e)
            {
                Assert.InRange(e.Start, 0, text.Length);
                Assert.InRange(e.Start + e.Length, e.Start, text.Length);
            }
        }
        Assert.InRange(parsed, 50, 10_000);
    }
}
