using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class StringHoldersTests
{
    [Theory]
    [InlineData("g -> u(object:8:User); u -[name]-> x", "Property User.name")]
    [InlineData("g -> f(object:8:system / Context); f -context[greeting]-> x", "Variable .greeting")]
    [InlineData("g -> a(object:8:Array); a -[3]-> x; a -internal[elements]-> e(array:80); e -internal[3]-> x", "Element Array.")]
    [InlineData("g -> m(object:8:Map); m -internal[table]-> t(array:152); t -internal[6]-> x", "Entry Map.")]
    [InlineData("g -> u(object:8:User); u -[name]-> x; u -internal[properties]-> p(hidden:40:system / PropertyArray); p -internal[0]-> x", "Property User.name")]
    [InlineData("g -> c(code:8:f); c -internal[17]-> x", "Internal (compiled code).")]
    [InlineData("g -> c(code:8:f); c -internal[source]-> x", "Internal (compiled code).source")]
    [InlineData("root -[1]-> r(synthetic:0:(Strong root list)); r -internal[4]-> x", "Internal (Strong root list).")]
    [InlineData("g -> u(object:8:User); u ~> x", "")]
    public void A_holder_is_named_by_class_and_field(string graph, string expected)
    {
        TextGraph text = TextGraph.Parse($"root -shortcut[1]-> g; {graph}; x(string:24:Ada)");
        Assert.Equal(expected, string.Join(", ", new StringHolders(text.Heap).Find([text["x"]]).Select(holder => $"{holder.Kind} {holder.Class}.{holder.Field}")));
    }

    [Fact]
    public void The_most_common_comes_first_and_a_string_counts_once_for_each()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> g; g -> a(object:8:Tag); g -> b(object:8:User); g -> c(object:8:User); x(string:24:Ada); y(string:24:Ada)
            a -[label]-> x; b -[name]-> x; c -[name]-> x; c -[name]-> y
            """);
        Assert.Equal([new("User", "name", HolderKind.Property, 2), new("Tag", "label", HolderKind.Property, 1)], new StringHolders(text.Heap).Find([text["x"], text["y"]]));
    }

    [Fact]
    public void The_largest_strings_are_wholes_and_not_their_parts()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> g; g -> j(concatenated string:32:j); j -internal[first]-> l(string:500:l); j -internal[second]-> r(string:16:r)
            g -> s(sliced string:32:s); s -internal[parent]-> p(string:900:p); g -> small(string:24:a); g -> other(string:24:b); g -> empty(string:0:c)
            """);
        Assert.Equal(["s", "j", "small", "other"], LargestStrings.Find(text.Heap, 10).Select(text.Label));
        Assert.Equal(["s", "j", "small"], LargestStrings.Find(text.Heap, 3).Select(text.Label));
        Assert.Equal(["s", "j"], LargestStrings.Find(text.Heap, 10, minBytes: 25).Select(text.Label));
    }
}
