using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Diagnosis.Rules;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Naming;

/// <summary>Objects that Node.js makes have no declaration in the program; what the program puts on them has.</summary>
public sealed class OwnObjectPlaceTests
{
    const string Listener = "class Upload {\n  watch() { this.stop = () => {}; }\n}\n";

    [Fact]
    public void A_listener_of_the_process_is_told_by_the_place_of_its_function()
    {
        var story = new HeapStory { Source = Listener };
        Container listeners = OnProcess(story, "SIGHUP");
        Finding finding = TheOnly.Finding(story.Rounds(_ => listeners.Add(story.Function("stop").At(story, "= |() =>"))));
        Assert.Equal(new SourceLocation("server.js", 2, 25), finding.Holder.Location);
    }

    [Fact]
    public void A_listener_for_once_is_told_by_the_function_that_was_given()
    {
        var story = new HeapStory { Source = Listener };
        Container listeners = OnProcess(story, "SIGHUP");
        Thing onceWrapper = story.Function("onceWrapper").InNode();
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing bound = story.Function("native_bind").Link(EdgeType.Internal, "bound_function", onceWrapper);
            listeners.Add(bound.Property("listener", story.Function("stop").At(story, "= |() =>")));
        }));
        Assert.Equal(new SourceLocation("server.js", 2, 25), finding.Holder.Location);
    }

    [Fact]
    public void A_bound_listener_is_told_by_what_it_was_bound_from()
    {
        var story = new HeapStory { Source = Listener };
        Container listeners = OnProcess(story, "SIGHUP");
        Thing watch = story.Function("watch").At(story, "watch|()");
        Finding finding = TheOnly.Finding(story.Rounds(_ => listeners.Add(story.Function("native_bind").Link(EdgeType.Internal, "bound_function", watch))));
        Assert.Equal(new SourceLocation("server.js", 2, 8), finding.Holder.Location);
    }

    [Fact]
    public void A_listener_of_Nodes_own_has_no_place()
    {
        var story = new HeapStory { Source = Listener };
        Container listeners = OnProcess(story, "SIGHUP");
        Assert.Null(TheOnly.Finding(story.Rounds(_ => listeners.Add(story.Function("own").InNode()))).Holder.Location);
    }

    [Fact]
    public void Two_events_of_the_process_are_two_leaks()
    {
        var story = new HeapStory();
        Thing process = Process(story);
        Thing events = story.Object("Object");
        process.Property("_events", events);
        Container[] lists = [story.Array(), story.Array()];
        events.Property("SIGHUP", lists[0]).Property("SIGTERM", lists[1]);
        LeakDiagnosis diagnosis = story.Rounds(i =>
        {
            lists[0].Add(story.Function("reload"));
            lists[1].Add(story.Function("quit"));
        }).Diagnose();
        Assert.Equal(["quit()", "reload()"], diagnosis.Findings.Select(f => f.Unit.Class).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_property_that_the_program_adds_to_a_socket_is_declared_where_it_is_assigned()
    {
        var story = new HeapStory { Source = "server.on('connection', (socket) => { socket.history = []; });\n" };
        Container[] histories = [story.Array(), story.Array(), story.Array()];
        for (int i = 0; i < histories.Length; i++)
            story.Global.Link(EdgeType.Internal, $"handle{i}", story.New(NodeType.Native, "TCP").Property("<symbol owner_symbol>", story.Object("Socket").InNode().Property("history", histories[i])));
        Finding finding = TheOnly.Finding(story.Rounds(i => histories[i % 3].Add(story.Plain("path"))));
        Assert.Equal(("history", new SourceLocation("server.js", 1, 46)), (finding.Holder.Name, finding.Holder.Location));
        Assert.Contains("one of the 3 Arrays history", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_object_that_a_module_exports_is_declared_in_the_module_of_its_functions()
    {
        var story = new HeapStory { Source = "exports.pool = { connections: {} };\nexports.connect = function connect() {};\n" };
        Thing connections = story.Object("Object");
        Thing exported = story.Object("Object").Property("pool", story.Object("Object").Property("connections", connections).Property("limits", story.Plain("idle")));
        exported.Property("connect", story.Function("connect").At(story, "connect|()"));
        story.Global.Property("tools", story.Object("Module").InNode().Property("exports", exported));
        Finding finding = TheOnly.Finding(story.Rounds(i => connections.Property($"host{i}", story.Object("Connection"))));
        Assert.Equal(("connections", new SourceLocation("server.js", 1, 18)), (finding.Holder.Name, finding.Holder.Location));
    }

    static Container OnProcess(HeapStory story, string eventName)
    {
        Container listeners = story.Array();
        Process(story).Property("_events", story.Object("Object").Property(eventName, listeners));
        return listeners;
    }

    static Thing Process(HeapStory story)
    {
        Thing process = story.Object("process");
        story.Global.Property("get process", story.Function("get", story.Context(story.Module).Link(EdgeType.Context, "_process", process)));
        return process;
    }
}
