using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ObjectContentsTests
{
    const string Session = """
        root -> a(object:56:Session); a -[#key]-> key; a -> user; a -[__proto__]-> proto; a -[size]-> pair(hidden:24:system / AccessorPair); a -[get size]-> getter(closure:64)
        a -[0]-> first; a -[7]-> second; a -internal[map]-> shape; a -internal[elements]-> store(array:80); a -internal[bound_this]-> self; a -#2-> number(number:16:heap number); a ~> target
        """;

    [Fact]
    public void Fields_are_sorted_by_what_they_are_to_a_developer()
    {
        ObjectContents contents = Read(Session, "a");
        Assert.Equal(["#key", "user", "get size"], Names(contents.Properties));
        Assert.Equal(["0", "7"], Names(contents.Elements));
        Assert.Equal(["bound_this", "2", "target"], Names(contents.Internals));
        Assert.Null(contents.Entries);
        Assert.Empty(contents.Scopes);
    }

    [Fact]
    public void The_machinery_is_shown_when_asked_for()
    {
        ObjectContents contents = Read(Session, "a", new() { WithMachinery = true });
        Assert.Equal(["#key", "user", "__proto__", "size", "get size"], Names(contents.Properties));
        Assert.Equal(["map", "elements", "bound_this", "2", "target"], Names(contents.Internals));
    }

    [Fact]
    public void A_node_of_V8s_own_shows_all_it_has() => Assert.Equal(["map", "elements"], Names(Read("root -> a(hidden:8:x); a -internal[map]-> shape; a -internal[elements]-> store", "a").Internals));

    [Fact]
    public void The_first_of_each_list_are_returned_and_all_are_counted()
    {
        FieldList elements = Read(Session, "a", new() { Top = 1 }).Elements;
        Assert.Equal((1, 2L), (elements.Fields.Count, elements.Count));
    }

    [Fact]
    public void A_function_reaches_the_variables_of_all_scopes_around_it()
    {
        ObjectContents contents = Read("""
            root -> f(closure:64); f -internal[context]-> inner(object:48:system / Context); inner => a; inner -internal[previous]-> empty(object:48:system / Context)
            empty -internal[previous]-> outer(object:48:system / Context); outer => b; outer => c; outer -internal[previous]-> realm(hidden:48:system / NativeContext); realm => d
            """, "f");
        Assert.Equal(["a", "b, c"], contents.Scopes.Select(scope => string.Join(", ", Names(scope.Variables))));
        Assert.Empty(contents.Internals.Fields);
    }

    [Fact]
    public void A_context_that_leads_to_itself_ends() =>
        Assert.NotEmpty(Read("root -> f(closure:64); f -internal[context]-> c(object:48:system / Context); c => a; c -internal[previous]-> c", "f").Scopes);

    [Fact]
    public void Prototypes_are_named_by_their_constructors()
    {
        TextGraph text = TextGraph.Parse("""
            root -> a(object:8:Admin) -[__proto__]-> p(object:8:Session); p -[constructor]-> admin(closure:64:Admin)
            p -[__proto__]-> q(object:8:Object); q -[__proto__]-> none(hidden:0:null)
            """);
        IReadOnlyList<Prototype> chain = PrototypeChain.Of(text.Graph[text["a"]]);
        Assert.Equal([new(text["p"], text["admin"]), new(text["q"], null)], chain);
    }

    [Fact]
    public void A_prototype_of_itself_ends() => Assert.NotEmpty(PrototypeChain.Of(TextGraph.Parse("root -> a -[__proto__]-> a").Graph[new NodeIndex(1)]));

    [Theory]
    [InlineData("x(string:16:text)", "text")]
    [InlineData("x(number:0:smi number) -internal[value]-> v(string:0:17)", "17")]
    [InlineData("x(number:16:heap number)", null)]
    [InlineData("x(symbol:16:symbol) -internal[name]-> v(string:0:iterator)", "Symbol(iterator)")]
    [InlineData("x(symbol:16:symbol)", null)]
    [InlineData("x(hidden:0:undefined)", "undefined")]
    [InlineData("x(native:0:null)", "null")]
    [InlineData("x(hidden:48:system / Oddball) -#0-> v(string:16:true)", "true")]
    [InlineData("x(hidden:48:system / Oddball) -#0-> v(string:16:hole)", null)]
    [InlineData("x(hidden:48:system / Oddball) -#1-> v(string:16:boolean)", null)]
    [InlineData("x(object:16:true)", null)]
    public void Primitive_values_are_text(string node, string? expected)
    {
        TextGraph text = TextGraph.Parse($"root -> {node}");
        Assert.Equal(expected, PrimitiveValues.Of(text.Graph[text["x"]]));
    }

    static ObjectContents Read(string graph, string label, ObjectContentsOptions options = default)
    {
        TextGraph text = TextGraph.Parse(graph);
        return ObjectContents.Read(text.Graph[text[label]], options);
    }

    static string[] Names(FieldList list) => [.. list.Fields.Select(edge => edge.Name)];
}
