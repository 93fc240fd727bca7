using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class EventListenerRuleTests
{
    [Fact]
    public void Listeners_of_an_EventEmitter()
    {
        var story = new HeapStory();
        Container listeners = Emitter(story, story.Variable("bus", story.Object("EventEmitter")), "quote");
        TheOnly.Finding(story.Rounds(_ => listeners.Add(story.Function("listener", story.Context(story.Module))))).Says(LeakCause.EventListener,
            "A listener 'quote' is added to bus on every request and never removed",
            "60 listener() functions (+40) cannot be collected: each is a listener 'quote' of EventEmitter bus, a variable of the module server.js (server.js:1:7). Node.js warns when an event has more than 10 listeners; this one has 60.",
            "listener-grows:server.js#bus:quote");
    }

    [Fact]
    public void Listeners_of_the_process_go_by_its_own_name()
    {
        var story = new HeapStory();
        Thing process = story.Object("process");
        story.Global.Property("get process", story.Function("get", story.Context(story.Module).Link(EdgeType.Context, "_process", process)));
        Container listeners = Emitter(story, process, "SIGHUP");
        TheOnly.Finding(story.Rounds(_ => listeners.Add(story.Function("reload")))).Says(LeakCause.EventListener,
            "A listener 'SIGHUP' is added to process on every request and never removed",
            "60 reload() functions (+40) cannot be collected: each is a listener 'SIGHUP' of process, a property of the global object. Node.js warns when an event has more than 10 listeners; this one has 60.",
            "listener-grows:#process:SIGHUP");
    }

    [Fact]
    public void Listeners_of_sockets_that_only_their_handles_hold_count_together()
    {
        var story = new HeapStory();
        Container[] listeners = [.. Enumerable.Range(0, 4).Select(i =>
        {
            Thing handle = story.New(NodeType.Native, "TCP");
            Thing socket = story.Object("Socket");
            story.Global.Link(EdgeType.Internal, $"handle{i}", handle);
            handle.Property("<symbol owner_symbol>", socket);
            return Emitter(story, socket, "connect");
        })];
        Finding finding = TheOnly.Finding(story.Rounds(i => listeners[i / 7 % 4].Add(story.Function("onConnect"))));
        finding.Says(LeakCause.EventListener, "A listener 'connect' is added to Socket on every request and never removed",
            "60 onConnect() functions (+40) cannot be collected: each is a listener 'connect' of one of the 4 Sockets.",
            "listener-grows:#Socket:connect");
        Assert.Equal(1, finding.Unit.PerRequest);
    }

    [Fact]
    public void Lists_of_listeners_of_any_emitter_even_when_empty()
    {
        var story = new HeapStory { Source = "Emitter.prototype.on = function () { this._callbacks = {}; };\n" };
        Thing callbacks = story.Object("Object");
        Thing emitter = story.WithMethods(story.Variable("jobs", story.Object("Emitter")), "on", "off");
        emitter.Property("_callbacks", callbacks);
        TheOnly.Finding(story.Rounds(i => callbacks.Property($"$job{i}", story.Array()))).Says(LeakCause.EventListener,
            "_callbacks collects listeners on every request",
            "60 Array objects (+40) cannot be collected: each is a list of listeners in Object _callbacks (server.js:1:43).",
            "listener-grows:server.js#_callbacks");
    }

    [Fact]
    public void A_listener_is_told_with_the_object_of_the_program_that_it_keeps()
    {
        var story = new HeapStory();
        Container listeners = Emitter(story, story.Variable("bus", story.Object("EventEmitter")), "quote");
        Assert.EndsWith(" Each keeps an Order.", TheOnly.Finding(story.Rounds(_ => listeners.Add(
            story.Function("listener", story.Context(story.Module).Link(EdgeType.Context, "order", story.Object("Order").Property("at", story.Object("Date"))))))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_emitter_keeps_besides_listeners_is_no_listener()
    {
        var story = new HeapStory();
        Container rows = story.Array();
        Thing emitter = story.WithMethods(story.Variable("reader", story.Object("Reader")), "on", "off");
        emitter.Property("rows", rows);
        Assert.Equal(LeakCause.ModuleArray, TheOnly.Finding(story.Rounds(_ => rows.Add(story.Object("Row")))).Cause);
    }

    static Container Emitter(HeapStory story, Thing emitter, string eventName)
    {
        Container listeners = story.Array();
        Thing events = story.Object("Object");
        emitter.Property("_events", events);
        events.Property(eventName, listeners);
        return listeners;
    }
}

public sealed class TimerRuleTests
{
    [Fact]
    public void Intervals_in_the_list_of_Node()
    {
        var story = new HeapStory();
        Thing lists = story.Object("Object");
        Thing list = story.Object("TimersList");
        story.Variable("timerListMap", lists).Link(EdgeType.Element, "1000", list);
        Thing? first = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing timer = story.Object("Timeout").Property("_onTimeout", story.Function("tick", story.Context(story.Module)));
            if (first is not null)
                timer.Property("_idleNext", first);
            list.Property("_idleNext", first = timer);
        }));
        finding.Says(LeakCause.Timer, "A timer is started on every request and never cleared",
            "60 Timeout objects (+40) cannot be collected: each is a timer that Node.js keeps until it is cleared. It runs every 1.0 s.",
            "timer-never-cleared:#timers");
        Assert.Equal(1, finding.Unit.PerRequest);
    }
}

public sealed class SharedTimerTests
{
    [Fact]
    public void Several_timers_that_keep_one_object_are_told_with_it()
    {
        var story = new HeapStory();
        Container timers = story.Variable("timers", story.Set());
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing channel = story.Object("Channel");
            for (int i = 0; i < 3; i++)
                timers.Add(story.Object("Timeout").Property("_onTimeout", story.Function("tick", story.Context(story.Module).Link(EdgeType.Context, "self", channel))));
        }));
        Assert.StartsWith("60 Channel objects (+40) cannot be collected: each is kept by 3 Timeouts, each of which is a member of Set timers,", finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(("Channel", 1.0), (finding.Unit.Class, finding.Unit.PerRequest));
        Assert.DoesNotContain(finding.Unit.Contains, content => content.Class == "Channel");
    }
}

public sealed class PromiseRuleTests
{
    [Fact]
    public void Reactions_of_a_promise_that_never_settles()
    {
        var story = new HeapStory();
        Thing stopped = story.Object("Promise");
        story.Variable("token", story.Object("Token")).Property("stopped", stopped);
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing reaction = story.New(NodeType.Hidden, "system / PromiseReaction");
            reaction.Link(EdgeType.Hidden, "2", story.Function("onStopped"));
            if (last is not null)
                reaction.Link(EdgeType.Hidden, "0", last);
            stopped.Link(EdgeType.Internal, "reactions_or_result", last = reaction);
        }));
        finding.Says(LeakCause.Promise, "stopped collects reactions on every request",
            "60 onStopped() functions (+40) cannot be collected: each is waiting for Promise stopped, which has not settled.",
            "promise-pending:server.js#stopped");
    }
}

public sealed class ClosureRuleTests
{
    [Fact]
    public void A_variable_that_is_reassigned_and_keeps_the_value_before()
    {
        var story = new HeapStory();
        Thing? last = null;
        story.Variable("currentReport", story.Object("Report"));
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing scope = story.Context(story.Module);
            if (last is not null)
                scope.Link(EdgeType.Context, "previous_", last);
            Thing report = story.Object("Report").Property("render", story.Function("render", scope));
            story.Module.Link(EdgeType.Context, "currentReport", last = report);
        }));
        finding.Says(LeakCause.Closure, "Every new currentReport keeps the one before it",
            "60 Report objects (+40) cannot be collected: each is kept by a function of the next one, and the newest is currentReport, a variable of the module server.js (server.js:1:7). What keeps it is the captured variable previous_.",
            "closure-captures:server.js#currentReport");
    }

    [Fact]
    public void A_function_that_is_wrapped_again_and_again()
    {
        var story = new HeapStory();
        Thing? last = story.Variable("handle", story.Function("handle"));
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing wrapper = story.Function("wrapper", story.Context(story.Module).Link(EdgeType.Context, "inner", last!));
            story.Module.Link(EdgeType.Context, "handle", last = wrapper);
        }));
        Assert.Equal(("handle", HolderKind.ModuleVariable, LeakCause.Closure), (finding.Holder.Name, finding.Holder.Kind, finding.Cause));
    }
}

public sealed class UnreleasedResourceRuleTests
{
    [Theory]
    [InlineData("close")]
    [InlineData("disconnect")]
    [InlineData("destroy", "on", "off")]
    public void Things_that_can_be_closed(params string[] methods)
    {
        var story = new HeapStory();
        Container open = story.Variable("open", story.Map());
        TheOnly.Finding(story.Rounds(_ => open.Add(story.WithMethods(story.Object("Client"), methods)))).Says(LeakCause.UnreleasedResource,
            "Client is taken on every request and never given back",
            "60 Client objects (+40) cannot be collected: each is in an entry of Map open, a variable of the module server.js (server.js:1:7).",
            "resource-unreleased:server.js#open");
    }

    [Fact]
    public void Things_whose_keeper_takes_them_back()
    {
        var story = new HeapStory { Source = "class Pool { inUse = new Set(); release() {} }\n" };
        Container inUse = story.Set();
        story.WithMethods(story.Variable("pool", story.Object("Pool")), "release").Property("inUse", inUse);
        TheOnly.Finding(story.Rounds(_ => inUse.Add(story.Object("Connection")))).Says(LeakCause.UnreleasedResource,
            "Connection is taken on every request and never given back",
            "60 Connection objects (+40) cannot be collected: each is a member of Set inUse (server.js:1:14).",
            "resource-unreleased:server.js#inUse");
    }

    [Fact]
    public void A_cache_whose_entries_have_a_method_release_is_a_cache()
    {
        var story = new HeapStory();
        Container caches = story.Variable("caches", story.Map());
        Assert.Equal(LeakCause.UnboundedCache, TheOnly.Finding(story.Rounds(_ => caches.Add(story.WithMethods(story.Object("Cache"), "release", "dispose")))).Cause);
    }
}
