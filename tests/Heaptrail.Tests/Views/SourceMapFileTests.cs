using System.Text;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class SourceMapFileTests : IDisposable
{
    const string Map = """{"version":3,"sources":["../src/server.ts"],"mappings":"AAKE;AAAA"}""";

    readonly string folder = Directory.CreateTempSubdirectory("heaptrail-test-").FullName;

    string Script => Path.Combine(folder, "dist", "server.js");

    string Original => Path.Combine(folder, "src", "server.ts");

    public SourceMapFileTests() => Directory.CreateDirectory(Path.Combine(folder, "dist", "maps"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_map_is_found_inline_by_its_comment_or_beside_the_script()
    {
        Assert.Null(Find("a()"));
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Map));
        Assert.Equal(new(Original, 6, 3), Find($"a()\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,{base64}\n"));
        Assert.Equal(new(Original, 6, 3), Find($"a()\n//@ sourceMappingURL=data:application/json,{Uri.EscapeDataString(Map)}"));
        File.WriteAllText(Path.Combine(folder, "dist", "maps", "the map.json"), Map.Replace("../src", "../../src", StringComparison.Ordinal));
        Assert.Equal(new(Original, 6, 3), Find("a()\n//# sourceMappingURL=maps/the%20map.json?v=3"));
        File.WriteAllText(Script + ".map", Map);
        Assert.Equal(new(Original, 6, 3), Find("a()"));
    }

    [Fact]
    public void The_last_comment_counts_and_a_text_in_the_code_is_none()
    {
        File.WriteAllText(Script + ".map", Map);
        Assert.Null(Find("//# sourceMappingURL=server.js.map\n//# sourceMappingURL=none.map\n"));
        Assert.NotNull(Find("//# sourceMappingURL=server.js.map\nconst url = 'sourceMappingURL=none.map';"));
    }

    [Theory]
    [InlineData("//# sourceMappingURL=data:application/json;base64,!!!")]
    [InlineData("//# sourceMappingURL=data:application/json;base64")]
    [InlineData("//# sourceMappingURL=https://example.com/server.js.map")]
    [InlineData("//# sourceMappingURL=maps")]
    [InlineData("//# sourceMappingURL=/dev/zero")]
    [InlineData("//# sourceMappingURL=\0")]
    [InlineData("//# sourceMappingURL=")]
    public void What_cannot_be_read_is_no_map(string text) => Assert.Null(Find(text));

    [Theory]
    [InlineData("webpack://app/./src/a.ts", "src/a.ts")]
    [InlineData("webpack:///src/a.ts", "src/a.ts")]
    [InlineData("file:///srv/app/src/a.ts", "/srv/app/src/a.ts")]
    [InlineData("/srv/app/a%20b.ts", "/srv/app/a%20b.ts")]
    [InlineData("../a%20b.ts", "/srv/a b.ts")]
    [InlineData("a\0b", "a\0b")]
    public void Sources_are_named_as_files(string source, string name) => Assert.Equal(name, SourceMapFiles.NameOf(source, "/srv/dist"));

    [Fact]
    public void Positions_of_a_snapshot_are_shown_in_the_original()
    {
        File.WriteAllText(Script, "a()");
        File.WriteAllText(Script + ".map", Map);
        TextGraph graph = TextGraph.Parse($"root -> f(closure:1:f) -internal[shared]-> shared(code:1) -internal[script]-> script(code:1:{Script})").Located("f", 5, 0, 3);
        var snapshot = new OpenedSnapshot("a", graph.Heap);
        Assert.Equal(new SourceLocation(Original, 6, 3), snapshot.PlaceOf(graph.Graph.Locations[graph["f"]]));
        Assert.Equal(new SourceLocation(Script, 10, 4), snapshot.PlaceOf(new(5, 9, 3)));
        Assert.Equal(new SourceLocation("script 6", 1, 1), snapshot.PlaceOf(new(6, 0, 0)));
    }

    [Fact]
    public void Functions_have_their_original_names_beside_their_places()
    {
        File.WriteAllText(Script, "function a(){}b=()=>1");
        File.WriteAllText(Script + ".map", """{"version":3,"sources":["../src/server.ts"],"names":["createOrder"],"mappings":"AAAA,SAKEA,KAAA"}""");
        TextGraph graph = TextGraph.Parse($"root -> f(closure:1:a) -internal[shared]-> shared(code:1) -internal[script]-> script(code:1:{Script}); root -> g(closure:1:b)").Located("f", 5, 0, 10).Located("g", 5, 0, 16);
        var snapshot = new OpenedSnapshot("a", graph.Heap);
        Assert.Equal(["createOrder", "b"], new[] { "f", "g" }.Select(label => snapshot.DescribeWithPlace(graph[label]).Name));
        Assert.Equal(["a", "b"], new[] { "f", "g" }.Select(label => snapshot.Describe(graph[label]).Name));

        string profile = $$$"""{"head":{"callFrame":{"functionName":"a","scriptId":"5","url":"file://{{{Script}}}","lineNumber":0,"columnNumber":10},"selfSize":8,"id":1,"children":[]}}""";
        FunctionInfo row = new AllocationsWorkflow("p", new(), ViewSamples.Quiet).Show(ProfileText.Read(profile)).Rows[0];
        Assert.Equal(("createOrder", Original), (row.Function, row.Location!.File));
    }

    [Fact]
    public void Positions_that_a_diagnosis_asks_for_are_shown_in_the_original()
    {
        var sources = new ProgramSources();
        File.WriteAllText(Script + ".map", Map);
        sources.Add(5, "file://" + Script, "a()");
        Assert.Equal(new SourceLocation(Original, 6, 3), sources.Find(5)!.PlaceOf(1, 2));
        Assert.Equal(new SourceLocation(Script, 3, 2), sources.Find(5)!.PlaceOf(3, 2));
    }

    SourceLocation? Find(string text) => SourceMapFiles.Find(Script, text)?.Find(1, 1);
}
