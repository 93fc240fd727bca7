using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class CodeRuleTests
{
    [Fact]
    public void Functions_of_which_each_has_a_script_of_its_own()
    {
        var story = new HeapStory();
        Container formulas = story.Variable("formulas", story.Map());
        TheOnly.Finding(story.Rounds(i => formulas.Add(Compiled(story, 100 + i)))).Says(LeakCause.Code,
            "A function is compiled on every request and kept by formulas",
            "60 anonymous() functions (+40) cannot be collected: each is in an entry of Map formulas, a variable of the module server.js (server.js:1:7). Each has code of its own, compiled from its own text.",
            "code-compiled-again:server.js#formulas");
    }

    [Fact]
    public void Functions_of_one_script_are_compiled_once()
    {
        var story = new HeapStory();
        Container tasks = story.Variable("tasks", story.Map());
        Assert.Equal(LeakCause.UnboundedCache, TheOnly.Finding(story.Rounds(_ => tasks.Add(Compiled(story, 7)))).Cause);
    }

    [Fact]
    public void Templates_that_wrap_what_they_compiled()
    {
        var story = new HeapStory();
        Container templates = story.Variable("templates", story.Map());
        Finding finding = TheOnly.Finding(story.Rounds(i =>
        {
            Thing render = story.Function("render", story.Context(story.Module).Link(EdgeType.Context, "main", Compiled(story, 100 + i)));
            templates.Add(story.Object("Template").Property("render", render));
        }));
        Assert.Equal((LeakCause.Code, "templates"), (finding.Cause, finding.Holder.Name));
    }

    [Fact]
    public void Objects_that_all_reach_one_compiled_function_do_not_compile()
    {
        var story = new HeapStory();
        Thing compiled = Compiled(story, 100);
        story.Global.Property("compiled", compiled);
        Container rows = story.Variable("rows", story.Map());
        Assert.Equal(LeakCause.UnboundedCache, TheOnly.Finding(story.Rounds(_ => rows.Add(story.Object("Row").Property("format", compiled)))).Cause);
    }

    [Fact]
    public void Contexts_of_node_vm()
    {
        var story = new HeapStory();
        Container sandboxes = story.Variable("sandboxes", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => sandboxes.Add(
            story.Plain("input").Property("<symbol node:contextify:context>", story.New(NodeType.Native, "Node / ContextifyContext")))));
        Assert.Equal((LeakCause.Code, "A context of node:vm is created on every request and kept by sandboxes"), (finding.Cause, finding.Title));
    }

    [Fact]
    public void Scripts_that_newer_versions_show_as_native()
    {
        var story = new HeapStory();
        Container scripts = story.Variable("scripts", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => scripts.Add(story.WithMethods(story.New(NodeType.Native, "Node / ContextifyScript"), "runInContext"))));
        Assert.Equal((LeakCause.Code, "A script is compiled on every request and kept by scripts"), (finding.Cause, finding.Title));
    }

    [Fact]
    public void Modules_under_ever_new_names()
    {
        var story = new HeapStory();
        Thing cache = story.Plain();
        story.Variable("loader", story.Object("Loader")).Property("_cache", cache);
        Finding finding = TheOnly.Finding(story.Rounds(i => cache.Property($"/app/report.js?v={i}",
            story.Object("Module").Property("filename", story.Text("/app/report.js")).Property("children", story.Array()))));
        Assert.Equal((LeakCause.Code, "A module is loaded on every request and kept by _cache"), (finding.Cause, finding.Title));
    }

    static Thing Compiled(HeapStory story, int script)
    {
        Thing function = story.Function("anonymous");
        function.Place = new(script, 0, 18);
        return function;
    }
}
