using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class DuplicateStringsTests
{
    [Fact]
    public void Groups_say_what_keeping_one_would_save()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> g; g -> a(string:24:Ada); g -> b(string:24:Ada); g -> c(string:40:Ada); g -> d(string:24:Eve); g -> e(string:0:Eve)");
        DuplicateStrings strings = DuplicateStrings.Build(text.Heap);
        Assert.Equal([(text["a"], 3, 88L, 48L, 88L, false)], strings.Groups.Select(g => (g.First, g.Count, g.ShallowBytes, g.WastedBytes, g.RetainedBytes, g.IsCut)));
        Assert.Equal(["a", "b", "c"], strings.MembersOf(strings.Groups[0]).Select(text.Label));
        Assert.Equal((4, 112), (strings.Strings, strings.Bytes));
    }

    [Fact]
    public void A_joined_string_is_a_duplicate_of_its_text()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> g; g -> j(concatenated string:32:x); j -internal[first]-> l(string:16:Ad); j -internal[second]-> r(string:16:a); g -> a(string:24:Ada)");
        Assert.Equal([(text["j"], 2)], Groups(text));
    }

    [Fact]
    public void A_joined_string_that_V8_has_put_together_is_not()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> g; g -> j(concatenated string:32:x); j -internal[first]-> a(string:24:Ada); j -internal[second]-> empty(string:16:)");
        Assert.Empty(Groups(text));
    }

    [Fact]
    public void Slices_share_the_text_of_their_parent() =>
        Assert.Empty(Groups(TextGraph.Parse("root -shortcut[1]-> g; g -> a(string:24:Ada); g -> b(sliced string:24:Ada)")));

    [Fact]
    public void Texts_that_V8_cut_come_last()
    {
        var cut = new string('x', 1024);
        TextGraph text = TextGraph.Parse($"root -shortcut[1]-> g; g -> a(string:9000:{cut}); g -> b(string:9000:{cut}); g -> c(string:24:Ada); g -> d(string:24:Ada)");
        Assert.Equal([("c", false), ("a", true)], DuplicateStrings.Build(text.Heap).Groups.Select(g => (text.Label(g.First), g.IsCut)));
    }

    [Fact]
    public void The_groups_are_those_of_the_names_of_all_strings()
    {
        for (int seed = 1; seed <= 30; seed++)
        {
            TextGraph text = Random(seed);
            IndexedHeap heap = text.Heap;
            IEnumerable<(NodeIndex, int)> expected = Enumerable.Range(0, heap.Graph.NodeCount).Select(i => heap.Graph[new NodeIndex(i)])
                .Where(node => node.Type is NodeType.String or NodeType.ConsString && !IsShell(node)).GroupBy(NodeNames.Of).Where(group => group.Count() > 1)
                .Select(group => (group.Min(node => node.Index.Value), group.Count())).Select(group => (new NodeIndex(group.Item1), group.Item2));
            Assert.Equal(expected.OrderBy(group => group.Item1.Value), Groups(text).OrderBy(group => group.First.Value));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_string_that_was_built_of_a_million_pieces_takes_no_square_of_a_million_steps()
    {
        const int Million = 1_000_000;
        var builder = new HeapGraphBuilder(Million + 2, (2 * Million) + 1);
        StringTableBuilder strings = new();
        foreach (string text in (string[])["<dummy>", "", "first", "second", "entry;", "(concatenated string)"])
            strings.Add(text);
        builder.AddNode(NodeType.Synthetic, 1, 1, 0, 1);
        builder.AddNode(NodeType.String, 4, 3, 24, 0);
        for (int i = 0; i < Million; i++)
            builder.AddNode(NodeType.ConsString, 5, (uint)(5 + (2 * i)), 32, 2);
        builder.AddEdge(EdgeType.Shortcut, 1, Million + 1);
        for (int i = 0; i < Million; i++)
        {
            builder.AddEdge(EdgeType.Internal, 2, i == 0 ? 1 : i + 1);
            builder.AddEdge(EdgeType.Internal, 3, 1);
        }
        IndexedHeap heap = IndexedHeap.Build(builder.Build(strings.Build()), TestContext.Current.CancellationToken);
        DuplicateStrings found = await Task.Run(() => DuplicateStrings.Build(heap), TestContext.Current.CancellationToken);
        // 6 characters each: from the 170th on all begin with the same 1,024.
        StringGroup group = Assert.Single(found.Groups);
        Assert.Equal((Million - 169, true), (group.Count, group.IsCut));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "")]
    [InlineData("", "b")]
    [InlineData("Gr\u00fc\u00dfe ", "aus K\u00f6ln")]
    public void The_hash_of_two_texts_is_that_of_the_text_of_both(string a, string b)
    {
        Assert.Equal(TextHash.Of(a + b), TextHash.Of(a).Then(TextHash.Of(b)));
        Assert.NotEqual(TextHash.Of(a + b), TextHash.Of(a + b + "\0"));
    }

    [Fact]
    public void Hashes_of_many_texts_are_different()
    {
        HashSet<TextHash> hashes = [.. Enumerable.Range(0, 200_000).Select(i => TextHash.Of(i.ToString("x8", CultureInfo.InvariantCulture)))];
        Assert.Equal(200_000, hashes.Count);
        Assert.Equal(TextHash.Of("entry 17"), TextHash.OfAscii("entry 17"u8));
    }

    [Fact]
    public void Texts_that_V8_cut_are_told_apart_by_length_and_hash_and_from_whole_ones()
    {
        string cut = new('a', 1024);
        TextGraph text = TextGraph.Parse($"""
            root -shortcut[1]-> g; g -> yes(number:0:bool) -internal[value]-> true(string:0:true); g -> no(number:0:bool) -internal[value]-> false(string:0:false)
            g -> n1(number:0:int) -internal[value]-> s1(string:0:3000); g -> n2(number:0:int) -internal[value]-> s2(string:0:-77); g -> n3(number:0:int) -internal[value]-> s3(string:0:78)
            {string.Join('\n', new[] { ("a", "n1", "n2"), ("b", "n1", "n2"), ("c", "n1", "n3"), ("d", "n3", "n2"), ("e", "n1", "n2") }
                .Select(s => $"g -> {s.Item1}(string:3016:{cut}) -internal[truncated]-> yes; {s.Item1} -internal[length]-> {s.Item2}; {s.Item1} -internal[hash]-> {s.Item3}"))}
            g -> whole(string:1040:{cut}) -internal[truncated]-> no; g -> other(string:1040:{cut})
            """);
        StringGroup[] groups = [.. DuplicateStrings.Build(text.Heap).Groups];
        Assert.Equal([(text["a"], 3, false, 3000L), (text["whole"], 2, false, null)], groups.Select(group => (group.First, group.Count, group.IsCut, group.Length)));
        Assert.Equal((true, false, true), (StringText.MayBeCut(text.Graph[text["a"]]), StringText.MayBeCut(text.Graph[text["whole"]]), StringText.MayBeCut(text.Graph[text["other"]])));
    }

    static (NodeIndex First, int Count)[] Groups(TextGraph text) => [.. DuplicateStrings.Build(text.Heap).Groups.Select(group => (group.First, group.Count))];

    static bool IsShell(HeapNode node) => node.Type == NodeType.ConsString
        && (NodeNames.Of(node.Follow(EdgeType.Internal, "first"u8)!.Value).Length == 0 || NodeNames.Of(node.Follow(EdgeType.Internal, "second"u8)!.Value).Length == 0);

    // Short texts that meet often, and a few so long that joined strings are cut.
    static TextGraph Random(int seed)
    {
        var random = new Random(seed);
        string[] texts = ["", "a", "aa", "ab", "b", new string('a', 600), new string('a', 1023), new string('a', 1024)];
        var lines = new List<string> { "root -shortcut[1]-> g" };
        for (int i = 0; i < 60; i++)
        {
            if (i < 12 || random.Next(3) == 0)
                lines.Add($"g -> n{i}(string:{16 + i}:{texts[random.Next(texts.Length)]})");
            else
                lines.Add($"g -> n{i}(concatenated string:32:joined); n{i} -internal[first]-> n{random.Next(i)}; n{i} -internal[second]-> n{random.Next(i)}");
        }
        return TextGraph.Parse(string.Join('\n', lines));
    }
}
