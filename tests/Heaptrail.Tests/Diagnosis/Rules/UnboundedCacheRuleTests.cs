using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class UnboundedCacheRuleTests
{
    [Fact]
    public void A_Map_that_gains_an_entry_on_every_request()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        Finding finding = TheOnly.Finding(story.Rounds(_ => cache.Add(story.Object("Session"))));
        finding.Says(LeakCause.UnboundedCache, "cache gains entries on every request and loses none",
            "60 Session objects (+40) cannot be collected: each is in an entry of Map cache, a variable of the module server.js (server.js:1:7).",
            "map-grows:server.js#cache");
        Assert.Equal(Confidence.Certain, finding.Confidence);
        Assert.Equal([20, 40, 60], finding.Unit.Objects);
        Assert.Equal(1, finding.Unit.PerRequest);
        Assert.Equal(40 * 32, finding.Growth.Added);
    }

    [Fact]
    public void A_Set()
    {
        var story = new HeapStory();
        Container seen = story.Variable("seen", story.Set());
        TheOnly.Finding(story.Rounds(_ => seen.Add(story.Object("Visitor")))).Says(LeakCause.UnboundedCache, "seen gains entries on every request and loses none",
            "60 Visitor objects (+40) cannot be collected: each is a member of Set seen, a variable of the module server.js (server.js:1:7).",
            "map-grows:server.js#seen");
    }

    [Fact]
    public void An_object_used_as_a_dictionary()
    {
        var story = new HeapStory();
        Thing jobs = story.Variable("jobs", story.Plain());
        TheOnly.Finding(story.Rounds(i => jobs.Property($"job{i}", story.Object("Job")))).Says(LeakCause.UnboundedCache, "jobs gains entries on every request and loses none",
            "60 Job objects (+40) cannot be collected: each is a value in Object jobs, a variable of the module server.js (server.js:1:7).",
            "map-grows:server.js#jobs");
    }

    [Fact]
    public void A_Map_in_a_property_is_named_by_the_property()
    {
        var story = new HeapStory { Source = "class Store { pages = new Map(); }\n" };
        Container pages = story.Map();
        story.Variable("store", story.Object("Store")).Property("pages", pages);
        TheOnly.Finding(story.Rounds(_ => pages.Add(story.Object("Page")))).Says(LeakCause.UnboundedCache, "pages gains entries on every request and loses none",
            "60 Page objects (+40) cannot be collected: each is in an entry of Map pages (server.js:1:15).",
            "map-grows:server.js#pages");
    }

    [Fact]
    public void A_Map_behind_a_symbol_is_named_by_the_object_around_it()
    {
        var story = new HeapStory();
        Container clients = story.Map();
        story.Variable("agent", story.Object("Agent")).Property("<symbol clients>", clients);
        TheOnly.Finding(story.Rounds(_ => clients.Add(story.Object("Page")))).Says(LeakCause.UnboundedCache, "agent gains entries on every request and loses none",
            "60 Page objects (+40) cannot be collected: each is in an entry of a Map inside Agent agent, a variable of the module server.js (server.js:1:7).",
            "map-grows:server.js#agent");
    }

    [Fact]
    public void Arrays_in_a_Map_count_together()
    {
        var story = new HeapStory();
        Container pending = story.Variable("pending", story.Map());
        Container[] lists = [story.Array(), story.Array()];
        foreach (Container list in lists)
            pending.Add(list);
        Finding finding = TheOnly.Finding(story.Rounds(i => lists[i % 2].Add(story.Object("Report"))));
        finding.Says(LeakCause.UnboundedCache, "pending gains entries on every request and loses none",
            "60 Report objects (+40) cannot be collected: each is an element of one of the 2 Arrays inside Map pending, a variable of the module server.js (server.js:1:7).",
            "map-grows:server.js#pending");
        Assert.Equal(1, finding.Unit.PerRequest);
        Assert.Equal(0, finding.OtherPaths);
    }

    [Fact]
    public void Holders_of_one_kind_that_grow_unevenly_grow_together()
    {
        var story = new HeapStory();
        Container connections = story.Variable("connections", story.Set());
        Container[] logs = [story.Array(), story.Array(), story.Array()];
        foreach (Container log in logs)
        {
            Thing connection = story.Object("Connection");
            connection.Property("log", log);
            connections.Add(connection);
        }
        Finding finding = TheOnly.Finding(story.Rounds(i => logs[(i / 7 * 2) % 3].Add(story.Object("Line"))));
        finding.Says(LeakCause.ModuleArray, "log is never emptied",
            "60 Line objects (+40) cannot be collected: each is an element of one of the 3 Arrays log.",
            "array-grows:server.js#log");
        Assert.Equal([20, 40, 60], finding.Unit.Objects);
    }

    [Fact]
    public void The_value_of_a_WeakMap_entry_goes_by_the_variable_of_its_key()
    {
        var story = new HeapStory();
        Thing table = story.New(Heaptrail.Heap.Graph.NodeType.Array, "");
        Thing weakMap = story.Object("WeakMap").Link(Heaptrail.Heap.Graph.EdgeType.Internal, "table", table);
        story.Variable("targets", weakMap);
        Thing online = story.Variable("online", story.Object("State"));
        Container deps = story.Map();
        string pair = $"1 / part of key (State @{online.Id}) -> value (Map @{deps.Id}) pair in WeakMap (table @{table.Id})";
        online.Link(Heaptrail.Heap.Graph.EdgeType.Internal, pair, deps);
        table.Link(Heaptrail.Heap.Graph.EdgeType.Internal, pair, deps);
        TheOnly.Finding(story.Rounds(_ => deps.Add(story.Object("Dep")))).Says(LeakCause.UnboundedCache, "online gains entries on every request and loses none",
            "60 Dep objects (+40) cannot be collected: each is in an entry of a Map that a WeakMap keeps for State online, a variable of the module server.js (server.js:2:7). The key, online, is still alive, so the WeakMap keeps its value.",
            "map-grows:server.js#online");
    }

    [Fact]
    public void Entries_of_new_WeakMaps_are_what_the_maps_bring_along()
    {
        var story = new HeapStory();
        Container caches = story.Variable("caches", story.Map());
        Thing query = story.Variable("query", story.Object("Query"));
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing table = story.New(Heaptrail.Heap.Graph.NodeType.Array, "");
            Thing value = story.Object("Parsed");
            string pair = $"1 / part of key (Query @{query.Id}) -> value (Parsed @{value.Id}) pair in WeakMap (table @{table.Id})";
            query.Link(Heaptrail.Heap.Graph.EdgeType.Internal, pair, value);
            table.Link(Heaptrail.Heap.Graph.EdgeType.Internal, pair, value);
            Thing cache = story.Object("Cache");
            cache.Property("parsed", story.Object("WeakMap").Link(Heaptrail.Heap.Graph.EdgeType.Internal, "table", table));
            caches.Add(cache);
        }));
        Assert.Equal(("caches", "Cache"), (finding.Holder.Name, finding.Unit.Class));
    }
}
