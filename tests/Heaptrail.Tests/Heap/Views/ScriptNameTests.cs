using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ScriptNameTests
{
    [Theory]
    [InlineData("script", "code:1:/app/server.js", "/app/server.js")]
    [InlineData("script", "hidden:1:file:///app/server.mjs", "file:///app/server.mjs")]
    [InlineData("script", "code:1:system / Script / /app/server.js", "/app/server.js")]
    [InlineData("script_or_debug_info", "hidden:1:system / Script / /app/server.js", "/app/server.js")]
    public void A_function_with_a_position_leads_to_the_name_of_its_script(string edge, string script, string expected)
    {
        TextGraph text = TextGraph.Parse($"root -> f(closure:1) -internal[shared]-> info(code:1) -internal[{edge}]-> script({script})").Located("f", 7, 1, 2);
        Assert.Equal([KeyValuePair.Create(7, expected)], ScriptNames.Find(text.Graph));
    }

    [Theory]
    [InlineData("script", "code:1:")]
    [InlineData("script", "code:1:system / Script")]
    [InlineData("script", "object:1:/app/server.js")]
    [InlineData("other", "code:1:/app/server.js")]
    public void What_is_no_name_of_a_script_is_left_out(string edge, string script)
    {
        TextGraph text = TextGraph.Parse($"root -> f(closure:1) -internal[shared]-> info(code:1) -internal[{edge}]-> script({script})").Located("f", 7, 1, 2);
        Assert.Empty(ScriptNames.Find(text.Graph));
    }

    [Fact]
    public void A_script_is_named_by_any_of_its_functions()
    {
        TextGraph text = TextGraph.Parse("""
            root -> nameless(closure:1); root -> f(closure:1) -internal[shared]-> info(code:1) -internal[script]-> script(code:1:/app/a.js)
            root -> g(closure:1) -internal[shared]-> info2(code:1) -internal[script]-> script2(code:1:/app/b.js); root -> unplaced(closure:1)
            """).Located("nameless", 7, 0, 0).Located("f", 7, 1, 2).Located("g", 8, 3, 4);
        IReadOnlyDictionary<int, string> names = ScriptNames.Find(text.Graph);
        Assert.Equal((2, "/app/a.js", "/app/b.js"), (names.Count, names[7], names[8]));
    }

    [Fact]
    public void Single_steps_follow_the_first_edge_of_type_and_name()
    {
        TextGraph text = TextGraph.Parse("root -> a -[shared]-> p; a -internal[shared]-> i; a -internal[shared]-> j");
        Assert.Equal("i", text.Graph[text["a"]].Follow(EdgeType.Internal, "shared"u8)!.Value.RawName);
        Assert.Null(text.Graph[text["a"]].Follow(EdgeType.Context, "shared"u8));
    }

    [Theory]
    [InlineData("hidden:1:system / Context", true, false, false)]
    [InlineData("object:1:system / Context / scope", true, false, false)]
    [InlineData("hidden:1:system / NativeContext", false, true, false)]
    [InlineData("hidden:1:system / PropertyArray", false, false, true)]
    [InlineData("array:1:", false, false, true)]
    [InlineData("object:1:Map", false, false, false)]
    public void Contexts_and_stores_are_told_apart(string node, bool context, bool native, bool store)
    {
        TextGraph text = TextGraph.Parse($"root -> a({node})");
        HeapNode a = text.Graph[text["a"]];
        Assert.Equal((context, native, store), (a.IsContext(), a.IsNativeContext(), a.IsStore()));
    }
}
