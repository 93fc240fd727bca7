using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Matching;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Matching;

/// <summary>Objects of one capture in a later one that has other ids.</summary>
public sealed class ObjectMatcherTests
{
    [Fact]
    public void What_is_reached_by_the_same_properties_is_the_same_object()
    {
        Assert.Equal("app=app cache=cache", Pairs(
            "root -> app(object:8:App) -> cache(object:8:Cache)",
            "root -> other(object:8:Other); root -> app(object:8:App) -> cache(object:8:Cache)"));
    }

    [Fact]
    public void An_object_of_another_class_at_the_same_place_is_another_object()
    {
        Assert.Equal("app=app", Pairs(
            "root -> app(object:8:App) -[state]-> a(object:8:Idle)",
            "root -> app(object:8:App) -[state]-> b(object:8:Busy)"));
    }

    [Fact]
    public void A_list_has_as_many_new_objects_as_it_has_gained()
    {
        Assert.Equal("list=list a=a b=b", Pairs(
            "root -> list(object:8:Array); list -[0]-> a(object:8:Job); list -[1]-> b(object:8:Job)",
            "root -> list(object:8:Array); list -[0]-> a(object:8:Job); list -[1]-> b(object:8:Job); list -[2]-> c(object:8:Job)"));
    }

    [Fact]
    public void A_queue_as_long_as_before_has_no_new_objects_and_those_that_were_not_moved_are_recognised()
    {
        Assert.Equal("list=list b=b a=c", Pairs(
            "root -> list(object:8:Array); list -[0]-> a(object:8:Job); list -[1]-> b(object:8:Job)",
            "root -> list(object:8:Array); list -[0]-> b(object:8:Job); list -[1]-> c(object:8:Job)",
            ("b", "b", 0x1000)));
    }

    [Fact]
    public void Another_class_at_the_same_address_is_another_object()
    {
        Assert.Equal("", Pairs("root -[x]-> a(object:8:Job)", "root -[y]-> b(object:8:User)", ("a", "b", 0x1000)));
    }

    [Fact]
    public void A_store_of_another_size_at_the_same_address_is_another_store()
    {
        Assert.Equal("", Pairs("root -[x]-> a(array:80:store)", "root -[y]-> b(array:96:store)", ("a", "b", 0x1000)));
        Assert.Equal("a=b", Pairs("root -[x]-> a(array:80:store)", "root -[y]-> b(array:80:store)", ("a", "b", 0x1000)));
    }

    [Fact]
    public void Entries_of_a_Map_are_the_same_when_their_keys_are_however_the_table_has_grown()
    {
        Assert.Equal("map=map table=table kb=kb vb=vb ka=ka va=va", Pairs(
            """
            root -> map(object:8:Map) -internal[table]-> table(array:152)
            table -internal[5]-> ka(string:8:alpha); table -internal[6]-> va(object:8:Value)
            table -internal[8]-> kb(string:8:beta); table -internal[9]-> vb(object:8:Value)
            """,
            """
            root -> map(object:8:Map) -internal[table]-> table(array:264)
            table -internal[7]-> kb(string:8:beta); table -internal[8]-> vb(object:8:Value)
            table -internal[10]-> kc(string:8:gamma); table -internal[11]-> vc(object:8:Value)
            table -internal[13]-> ka(string:8:alpha); table -internal[14]-> va(object:8:Value)
            """));
    }

    [Fact]
    public void Keys_that_are_no_texts_are_recognised_before_their_values()
    {
        Assert.Equal("ka=ka kb=kb map=map table=table vb=vb va=va", Pairs(
            """
            root -> ka(object:8:User); root -> kb(object:8:User); root -> map(object:8:Map) -internal[table]-> table(array:152)
            table -internal[5]-> ka; table -internal[6]-> va(object:8:Value); table -internal[8]-> kb; table -internal[9]-> vb(object:8:Value)
            """,
            """
            root -> ka(object:8:User); root -> kb(object:8:User); root -> map(object:8:Map) -internal[table]-> table(array:152)
            table -internal[5]-> kb; table -internal[6]-> vb(object:8:Value); table -internal[8]-> ka; table -internal[9]-> va(object:8:Value)
            """,
            ("ka", "ka", 0x1000), ("kb", "kb", 0x2000)));
    }

    [Fact]
    public void Ids_in_the_names_of_WeakMap_entries_do_not_matter()
    {
        string Graph(string name) => $"root -> key(object:8:Key) -internal[{name}]-> value(object:8:Value)";
        Assert.Equal("key=key value=value", Pairs(
            Graph("7 / part of key (Key @11) to value (Value @13) pair in WeakMap (table @15)"),
            Graph("9 / part of key (Key @21) to value (Value @23) pair in WeakMap (table @25)")));
    }

    [Fact]
    public void Marks_get_the_ids_of_the_later_capture()
    {
        var before = TextGraph.Parse("root -> a(object:8:A); root -> b(object:8:B)");
        var after = TextGraph.Parse("root -> c(object:8:C); root -> a(object:8:A)");
        ObjectMatches matches = Match(before, after, []);

        ObjectMarks renamed = ObjectMarks.Of(before.Graph).Renamed(matches);

        Assert.True(renamed.Contains(after.Graph[after["a"]].Id));
        Assert.False(renamed.Contains(after.Graph[after["c"]].Id));
        Assert.Equal(2.0 / 3, matches.Share, 3);
    }

    static string Pairs(string earlier, string later, params (string Earlier, string Later, ulong Address)[] places)
    {
        (TextGraph before, TextGraph after) = (TextGraph.Parse(earlier), TextGraph.Parse(later));
        ObjectMatches matches = Match(before, after, places);
        return string.Join(' ', Enumerable.Range(1, after.Graph.NodeCount - 1)
            .Select(node => (Later: node, Earlier: matches.Pairs.Where(pair => pair.After == after.Graph[new NodeIndex(node)].Id).Select(pair => (uint?)pair.Before).SingleOrDefault()))
            .Where(pair => pair.Earlier is not null)
            .Select(pair => $"{before.Label(new NodeIndex((int)(pair.Earlier!.Value - 1) / 2))}={after.Label(new NodeIndex(pair.Later))}"));
    }

    static ObjectMatches Match(TextGraph before, TextGraph after, (string Earlier, string Later, ulong Address)[] places)
    {
        var first = new ulong[before.Graph.NodeCount];
        var second = new ulong[after.Graph.NodeCount];
        foreach ((string earlier, string later, ulong address) in places)
        {
            first[before[earlier].Value] = address;
            second[after[later].Value] = address;
        }
        return ObjectMatcher.Find(new(before.Graph, first), new(after.Graph, second), TestContext.Current.CancellationToken);
    }
}
