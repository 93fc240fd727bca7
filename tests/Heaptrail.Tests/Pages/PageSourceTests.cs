using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Heaptrail.Tests.Views;
using Heaptrail.Web;
using Xunit;

namespace Heaptrail.Tests.Pages;

/// <summary>Parts of tables, and the captures that they are of.</summary>
public sealed class PageSourceTests
{
    static readonly IReadOnlyList<SummaryRow> classes = Summary.Build(ViewSamples.Snapshot().Heap);

    [Theory]
    [InlineData("count")]
    [InlineData("shallow")]
    [InlineData("retained")]
    [InlineData("distance")]
    [InlineData("class")]
    public void A_table_is_sorted_by_each_column_in_both_directions(string column)
    {
        string[] up = [.. PageTables.Of(classes, new() { Sort = column, IsAscending = true }).Select(row => row.Class)];
        string[] down = [.. PageTables.Of(classes, new() { Sort = column }).Select(row => row.Class)];
        Assert.Equal(classes.Count, up.Length);
        IComparable[] keys = [.. PageTables.Of(classes, new() { Sort = column, IsAscending = true }).Select(row => column switch
        {
            "count" => (IComparable)row.Count,
            "shallow" => row.ShallowBytes,
            "retained" => row.RetainedBytes,
            "distance" => row.Distance,
            _ => new Ordinal(row.Class),
        })];
        Assert.Equal(keys.Order(), keys);
        Assert.NotEqual(up, down);
    }

    [Fact]
    public void A_filter_takes_any_case_and_counts_what_is_left()
    {
        SummaryRow row = Assert.Single(PageTables.Of(classes, new() { Filter = "sEsSiOn" }));
        Assert.Equal("Session", row.Class);
    }

    [Theory]
    [InlineData(ObjectSort.Retained)]
    [InlineData(ObjectSort.Shallow)]
    [InlineData(ObjectSort.Distance)]
    [InlineData(ObjectSort.Id)]
    public void Parts_of_a_long_list_are_those_of_the_whole_order(ObjectSort sort)
    {
        TextGraph graph = TextGraph.Parse("root -> a(object:0:A); " + string.Join("; ", Enumerable.Range(0, 500).Select(i => $"a -[{i}]-> n{i}(object:{16 + (i * 7919 % 13 * 8)}:N)")));
        var members = ClassObjects.Find(graph.Heap, "N");
        NodeIndex[] expected = [.. ClassObjects.Sort(graph.Heap, members, sort)];
        Assert.Equal(500, expected.Length);

        Assert.Equal(expected[..100], new ObjectOrder(graph.Heap, members, sort).Part(0, 100));
        Assert.Equal(expected[100..200], new ObjectOrder(graph.Heap, members, sort).Part(100, 100));
        Assert.Equal(expected[350..450], new ObjectOrder(graph.Heap, members, sort).Part(350, 100));
        Assert.Equal(expected[450..], new ObjectOrder(graph.Heap, members, sort).Part(450, 100));
    }

    [Fact]
    public void A_folder_shows_captures_when_they_are_complete_and_compares_none_of_them()
    {
        string folder = Directory.CreateTempSubdirectory("heaptrail-test-").FullName;
        try
        {
            Write("notes.txt", age: 60);
            Write("first.heapsnapshot", age: 60);
            var captures = new CaptureList([folder]);
            Assert.Equal(["first.heapsnapshot"], captures.All.Select(capture => capture.Name));
            Write("second.heapsnapshot", age: 30);
            Write("written-now.heapsnapshot", age: 0);
            Assert.Equal(["first.heapsnapshot", "second.heapsnapshot"], captures.All.Select(capture => capture.Name));
            Assert.Equal(["second.heapsnapshot"], captures.Compared.Select(capture => capture.Name));
            Assert.Throws<PageRefusalException>(() => captures[7]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string name, int age)
        {
            File.WriteAllText(Path.Combine(folder, name), "{}");
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), DateTime.UtcNow.AddSeconds(-age));
        }
    }

    readonly record struct Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, ((Ordinal)obj!).Text);
    }
}
