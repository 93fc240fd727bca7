using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Diagnosis.Rules;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>Chains of scopes and promises: who is in the middle of one holds nothing that could be told.</summary>
public sealed class SharedChainTests
{
    [Theory]
    [InlineData(1, NodeType.Synthetic)]
    [InlineData(3, NodeType.Synthetic)]
    [InlineData(1, NodeType.Hidden)]
    [InlineData(3, NodeType.Hidden)]
    public void Scopes_that_keep_the_one_before_are_told_by_their_link_whoever_looks_at_the_newest(int sockets, NodeType keeper)
    {
        var story = new HeapStory();
        Thing[] handles = Handles(story, sockets * 2, keeper);
        Thing? before = null;
        Finding finding = TheOnly.Finding(story.Rounds(i =>
        {
            Thing scope = story.Object("RequestScope");
            if (before is not null)
                scope.Property("parent", before);
            before = scope;
            // Two handles each look at the scope that they had last.
            handles[i % sockets * 2].Property("<symbol kResourceStore>", scope);
            handles[(i % sockets * 2) + 1].Property("<symbol kResourceStore>", scope);
        }));
        Assert.Equal(("parent", "RequestScope", 40L), (finding.Holder.Name, finding.Unit.Class, finding.Unit.Added));
        Assert.Equal("60 RequestScope objects (+40) cannot be collected: each is kept by the next one through its property parent. "
            + "The newest is a store of AsyncLocalStorage, or hangs on one, in work that goes on.", finding.Sentence);
        Assert.Equal(LeakCause.AsyncContext, finding.Cause);
    }

    [Fact]
    public void Scopes_that_no_store_has_are_no_async_context()
    {
        var story = new HeapStory();
        Thing[] handles = Handles(story, 2, NodeType.Synthetic);
        Thing? before = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing scope = story.Object("RequestScope");
            if (before is not null)
                scope.Property("parent", before);
            before = scope;
            handles[0].Property("scope", scope);
            handles[1].Property("scope", scope);
        }));
        Assert.Equal(("chain-grows", LeakCause.Other), (finding.Rule, finding.Cause));
        Assert.Equal("60 RequestScope objects (+40) cannot be collected: each is kept by the next one through its property parent.", finding.Sentence);
    }

    [Fact]
    public void Scopes_that_keep_nothing_are_no_chain()
    {
        var story = new HeapStory();
        Thing[] handles = Handles(story, 60, NodeType.Synthetic);
        Assert.Empty(story.Rounds(i =>
        {
            Thing scope = story.Object("RequestScope");
            handles[i].Property("store", scope);
            handles[(i + 1) % 60].Property("before", scope);
        }).Diagnose().Findings);
    }

    [Fact]
    public void Promises_that_wait_for_one_another_wait_for_the_first()
    {
        var story = new HeapStory();
        Thing first = story.Object("Promise");
        Thing tail = first;
        // resolve(), whose scope is V8's own, is all that the program keeps of the first promise.
        story.Variable("connected", story.Function("", story.New(NodeType.Object, "system / Context").Link(EdgeType.Hidden, "1", first)));
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing next = story.Object("Promise");
            Thing reaction = story.New(NodeType.Hidden, "system / PromiseReaction").Link(EdgeType.Hidden, "1", story.Function("")).Link(EdgeType.Hidden, "2", next);
            tail.Link(EdgeType.Internal, "reactions_or_result", reaction);
            tail = next;
        }));
        Assert.Equal((LeakCause.Promise, "connected"), (finding.Cause, finding.Holder.Name));
        Assert.Contains("each is waiting for a Promise inside Function connected, which has not settled", finding.Sentence, StringComparison.Ordinal);
    }

    // Roots hold nothing that could be told; a hidden list belongs to the global object.
    static Thing[] Handles(HeapStory story, int count, NodeType keeper)
    {
        Thing[] handles = [.. Enumerable.Range(0, count).Select(_ => story.New(NodeType.Native, "TCP"))];
        Thing list = story.New(keeper, "handles");
        story.Global.Link(EdgeType.Internal, "handles", list);
        for (int i = 0; i < handles.Length; i++)
            list.Link(EdgeType.Internal, $"handle{i}", handles[i]);
        return handles;
    }
}
