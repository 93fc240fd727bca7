using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class AsyncContextRuleTests
{
    [Fact]
    public void A_list_in_the_store_that_a_resource_carries()
    {
        var story = new HeapStory();
        Container spans = story.Array();
        Thing store = story.Plain("user").Property("spans", spans);
        story.Variable("socket", story.Object("Socket")).Property("<symbol kResourceStore>", store);
        TheOnly.Finding(story.Rounds(_ => spans.Add(story.Object("Span")))).Says(LeakCause.AsyncContext,
            "spans grows in a store of AsyncLocalStorage that never ends",
            "60 Span objects (+40) cannot be collected: each is an element of Array spans. The store belongs to asynchronous work that goes on.",
            "async-context-kept:server.js#spans");
    }

    [Fact]
    public void A_list_in_the_store_of_a_frame_as_Node_24_keeps_it()
    {
        var story = new HeapStory();
        Container spans = story.Array();
        Thing table = story.New(NodeType.Array, "").Link(EdgeType.Internal, "6", story.Plain("user").Property("spans", spans));
        Thing frame = story.Object("AsyncContextFrame").Link(EdgeType.Internal, "table", table);
        story.Variable("resource", story.Object("AsyncResource")).Property("<symbol context_frame>", frame);
        Assert.Equal(LeakCause.AsyncContext, TheOnly.Finding(story.Rounds(_ => spans.Add(story.Object("Span")))).Cause);
    }

    [Fact]
    public void A_variable_keeps_what_it_has_whatever_store_leads_to_the_function()
    {
        var story = new HeapStory();
        Container spans = story.Array();
        Thing function = story.Function("record", story.Context(story.Module).Link(EdgeType.Context, "spans", spans));
        story.Variable("socket", story.Object("Socket")).Property("<symbol kResourceStore>", story.Plain("user").Property("record", function));
        Assert.Equal(LeakCause.Closure, TheOnly.Finding(story.Rounds(_ => spans.Add(story.Object("Span")))).Cause);
    }

    [Fact]
    public void A_Map_that_a_hook_fills()
    {
        var story = new HeapStory { Source = "hook = { init(id) { contexts.set(id, 1) } };\n" };
        Container contexts = story.Variable("contexts", story.Map());
        AddHook(story, "{ init".Length + "hook = ".Length);
        TheOnly.Finding(story.Rounds(_ => contexts.Add(story.Object("Store")))).Says(LeakCause.AsyncContext,
            "contexts gets an entry for asynchronous work and never loses it",
            "60 Store objects (+40) cannot be collected: each is in an entry of Map contexts, a variable of the module server.js (server.js:2:7). The init hook of async_hooks fills contexts.",
            "async-context-kept:server.js#contexts");
    }

    [Fact]
    public void A_property_that_a_bound_hook_fills()
    {
        var story = new HeapStory { Source = "class Manager { init(id) { this._contexts.set(id, 1) } };\n" };
        Container contexts = story.Map();
        Thing manager = story.Variable("manager", story.Object("Manager")).Property("_contexts", contexts);
        Thing method = story.Function("init");
        method.Place = new(7, 0, "class Manager { init".Length);
        Thing bound = story.Function("native_bind").Link(EdgeType.Internal, "bound_this", manager).Link(EdgeType.Internal, "bound_function", method);
        story.Global.Property("hook", story.Object("AsyncHook").Property("<symbol init>", bound));
        Assert.Equal(LeakCause.AsyncContext, TheOnly.Finding(story.Rounds(_ => contexts.Add(story.Object("Store")))).Cause);
    }

    [Fact]
    public void A_Map_of_the_same_name_that_the_hook_does_not_see_is_a_cache()
    {
        var story = new HeapStory { Source = "hook = { init(id) { contexts.set(id, 1) } };\n" };
        Container contexts = story.Variable("contexts", story.Map());
        AddHook(story, "{ init".Length + "hook = ".Length, story.Context().Link(EdgeType.Context, "contexts", story.Map()));
        Assert.Equal(LeakCause.UnboundedCache, TheOnly.Finding(story.Rounds(_ => contexts.Add(story.Object("Store")))).Cause);
    }

    [Fact]
    public void A_Map_beside_a_hook_that_does_not_name_it_is_a_cache()
    {
        var story = new HeapStory { Source = "hook = { init(id) { count++ } };\n" };
        Container contexts = story.Variable("contexts", story.Map());
        AddHook(story, "{ init".Length + "hook = ".Length);
        Assert.Equal(LeakCause.UnboundedCache, TheOnly.Finding(story.Rounds(_ => contexts.Add(story.Object("Store")))).Cause);
    }

    [Fact]
    public void An_AsyncLocalStorage_for_each_request()
    {
        var story = new HeapStory();
        Container storages = story.Variable("storageList", story.Array());
        TheOnly.Finding(story.Rounds(_ => storages.Add(story.Object("AsyncLocalStorage")))).Says(LeakCause.AsyncContext,
            "An AsyncLocalStorage is created on every request and never disabled",
            "60 AsyncLocalStorage objects (+40) cannot be collected: each is an element of Array storageList, a variable of the module server.js (server.js:1:7).",
            "async-context-kept:server.js#storageList");
    }

    [Fact]
    public void Members_of_a_domain()
    {
        var story = new HeapStory();
        Container members = story.Array();
        story.Variable("shared", story.Object("Domain")).Property("members", members);
        Finding finding = TheOnly.Finding(story.Rounds(_ => members.Add(story.Object("Request"))));
        Assert.Equal((LeakCause.AsyncContext, "members keeps what was added to a domain"), (finding.Cause, finding.Title));
    }

    static void AddHook(HeapStory story, int column, Thing? scope = null)
    {
        Thing init = story.Function("init", scope ?? story.Module);
        init.Place = new(7, 0, column);
        story.Global.Property("hook", story.Object("AsyncHook").Property("<symbol init>", init));
    }
}
