using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class OpenHandleTests
{
    [Fact]
    public void Sockets_that_only_Node_holds_are_told_as_open()
    {
        var story = new HeapStory();
        Finding finding = TheOnly.Finding(story.Rounds(i => Open(story, i, story.WithMethods(story.Object("Socket"), "on", "off", "destroy"))));
        Assert.Equal("""
            UnreleasedResource
            Socket is opened on every request and never closed
            60 Socket objects (+40) cannot be collected: each is open, and Node.js keeps what is open until it is closed.
            Close each Socket with destroy() on every path, also when something fails: try { … } finally { … } around its use.
            """, $"{finding.Cause}\n{finding.Title}\n{finding.Sentence}\n{finding.Fix.Text}", ignoreLineEndingDifferences: true);
        Assert.Equal(1, finding.Unit.PerRequest);
        Assert.Equal("Socket", finding.Path[^1].Class);
    }

    [Fact]
    public void Sockets_that_a_pool_of_the_program_holds_belong_to_the_pool()
    {
        var story = new HeapStory();
        Container pool = story.Variable("pool", story.Set());
        Finding finding = TheOnly.Finding(story.Rounds(i =>
        {
            Thing socket = story.Object("Socket");
            pool.Add(socket);
            Open(story, i, socket);
        }));
        Assert.Equal("pool", finding.Holder.Name);
    }

    [Fact]
    public void Handles_that_Node_holds_weakly_are_not_open()
    {
        var story = new HeapStory();
        story.Rounds(i => story.GlobalHandles.Link(EdgeType.Weak, $"{i}", story.Object("TCP").Link(EdgeType.Internal, "javascript_to_native", story.New(NodeType.Native, "Node / TCP"))));
        Assert.Equal(Verdict.NoLeak, story.Diagnose().Verdict);
    }

    [Fact]
    public void As_many_sockets_as_are_closed_are_no_leak()
    {
        var story = new HeapStory();
        story.Rounds(i => Open(story, i % HeapStory.PerRound, story.Object("Socket")));
        Assert.Equal(Verdict.NoLeak, story.Diagnose().Verdict);
    }

    [Fact]
    public void The_listener_of_a_resource_tells_where_it_is_used()
    {
        var story = new HeapStory { Source = "port.on('message', () => {});\n" };
        Finding finding = TheOnly.Finding(story.Rounds(i =>
        {
            Thing listener = story.Function("");
            listener.Place = new(7, 0, 19);
            Open(story, i, story.Object("FSWatcher").Property("_events", story.Plain().Property("message", listener)));
        }));
        Assert.EndsWith(" Its listener for 'message' is at server.js:1:20.", finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("server.js", 1, 20), finding.Holder.Location);
        Assert.Equal("resource-unreleased:server.js#open FSWatchers", finding.Fingerprint);
    }

    static void Open(HeapStory story, int place, Thing owner)
    {
        Thing handle = story.Object("TCP").Property("<symbol owner_symbol>", owner);
        handle.Link(EdgeType.Internal, "javascript_to_native", story.New(NodeType.Native, "Node / TCPSocketWrap").Link(EdgeType.Internal, "native_to_javascript", handle));
        story.GlobalHandles.Link(EdgeType.Internal, $"{place}", handle);
    }
}

public sealed class EventTargetTests
{
    [Fact]
    public void Listeners_of_a_signal_go_by_its_controller_and_their_event()
    {
        var story = new HeapStory();
        Thing head = story.Object("Object");
        Thing table = story.New(NodeType.Array, "").Link(EdgeType.Internal, "5", story.Text("abort")).Link(EdgeType.Internal, "6", head);
        for (int i = 0; i < 5; i++)
            table.Link(EdgeType.Hidden, $"{i}", story.New(NodeType.Number, "smi number"));
        Thing events = story.Object("Map").Link(EdgeType.Internal, "table", table);
        story.Variable("shutdown", story.Object("AbortController")).Property("#signal", story.Object("AbortSignal").Property("<symbol kEvents>", events));
        Thing last = head;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing listener = story.Object("Listener").Property("listener", story.Function("onAbort", story.Context(story.Module)));
            last.Property("next", listener);
            last = listener;
        }));
        Assert.Equal(LeakCause.EventListener, finding.Cause);
        Assert.Equal(("shutdown", "server.js"), (finding.Holder.Name, finding.Holder.Location?.File));
        Assert.StartsWith("A listener", finding.Title, StringComparison.Ordinal);
        Assert.Contains("removeEventListener", finding.Fix.Text, StringComparison.Ordinal);
        Assert.Equal("listener-grows:server.js#shutdown", finding.Fingerprint);
    }
}

public sealed class TimerDetailTests
{
    [Theory]
    [InlineData(true, "It runs every 1.0 s. Its callback keeps session.")]
    [InlineData(false, "It waits 1.0 s. Its callback keeps session.")]
    public void The_delay_the_repetition_and_what_the_callback_keeps(bool repeats, string detail)
    {
        var story = new HeapStory();
        Thing list = story.Object("TimersList");
        story.Variable("timerListMap", story.Object("Object")).Link(EdgeType.Element, "1000", list);
        Thing nothing = story.New(NodeType.Hidden, "system / Oddball").Link(EdgeType.Internal, "to_string", story.Text("null"));
        story.Global.Property("nothing", nothing);
        Thing? first = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing scope = story.Context(story.Module).Link(EdgeType.Context, "session", story.Plain("user"));
            Thing tick = story.Function("tick", scope);
            tick.Place = new(7, 0, 0);
            Thing timer = story.Object("Timeout").Property("_onTimeout", tick);
            if (!repeats)
                timer.Property("_repeat", nothing);
            if (first is not null)
                timer.Property("_idleNext", first);
            list.Property("_idleNext", first = timer);
        }));
        Assert.Contains(detail, finding.Sentence, StringComparison.Ordinal);
    }
}
