using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class BufferListTests
{
    [Fact]
    public void Buffers_in_an_array_count_with_their_bytes_outside_the_heap()
    {
        var story = new HeapStory();
        Container chunks = story.Variable("chunks", story.Array());
        TheOnly.Finding(story.Rounds(_ => chunks.Add(Buffer(story, 16384)))).Says(LeakCause.NativeBuffer, "chunks keeps buffers",
            "60 Buffer objects (+40) cannot be collected: each is an element of Array chunks, a variable of the module server.js (server.js:1:7). Each keeps 16.0 KiB outside the JavaScript heap.",
            "buffer-grows:server.js#chunks");
    }

    [Theory]
    [InlineData(8192, "8.0 KiB")]
    [InlineData(65536, "64.0 KiB")]
    public void Small_buffers_that_keep_the_block_they_were_cut_from(int block, string size)
    {
        var story = new HeapStory();
        Container signatures = story.Variable("signatures", story.Array());
        Assert.EndsWith($"Each keeps a whole block of {size}, the size of those that Node.js cuts small buffers from.",
            TheOnly.Finding(story.Rounds(_ => signatures.Add(Buffer(story, block)))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_typed_arrays_have_their_bytes_in_the_heap_and_are_objects_like_others()
    {
        var story = new HeapStory();
        Container points = story.Variable("points", story.Array());
        Assert.Equal(LeakCause.ModuleArray, TheOnly.Finding(story.Rounds(_ => points.Add(story.Object("Uint8Array")))).Cause);
    }

    static Thing Buffer(HeapStory story, int bytes) => story.Object("Buffer").Link(EdgeType.Internal, "buffer",
        story.Object("ArrayBuffer").Link(EdgeType.Internal, "backing_store", story.New(NodeType.Native, "system / JSArrayBufferData", bytes)));
}

public sealed class StringRuleTests
{
    [Fact]
    public void Slices_in_an_array_that_keep_their_parents()
    {
        var story = new HeapStory();
        Container tokens = story.Variable("tokens", story.Array());
        TheOnly.Finding(story.Rounds(_ => tokens.Add(Slice(story, story.New(NodeType.String, "body", 4096))))).Says(LeakCause.StringSlice,
            "tokens keeps slices of long strings",
            "60 strings (+40) cannot be collected: each is a slice that Array tokens keeps together with its whole parent string, a variable of the module server.js (server.js:1:7). A parent has about 4.0 KiB.",
            "slice-keeps-parent:server.js#tokens");
    }

    [Fact]
    public void Objects_whose_bytes_are_the_parent_of_a_slice()
    {
        var story = new HeapStory();
        Container sessions = story.Variable("sessions", story.Map());
        Finding finding = TheOnly.Finding(story.Rounds(_ => sessions.Add(story.Object("Session").Property("token", Slice(story, story.New(NodeType.String, "body", 4096))))));
        Assert.Equal((LeakCause.StringSlice, "Session"), (finding.Cause, finding.Unit.Class));
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(4096, true)]
    public void Slices_of_short_strings_and_of_one_string_cost_little(int size, bool isShared)
    {
        var story = new HeapStory();
        Container tokens = story.Variable("tokens", story.Array());
        Thing one = story.New(NodeType.String, "all", size);
        Assert.Equal(LeakCause.ModuleArray, TheOnly.Finding(story.Rounds(_ => tokens.Add(Slice(story, isShared ? one : story.New(NodeType.String, "body", size))))).Cause);
    }

    [Fact]
    public void A_text_that_gets_longer_and_longer()
    {
        var story = new HeapStory();
        Thing last = story.Variable("log", story.New(NodeType.ConsString, "text"));
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing longer = story.New(NodeType.ConsString, "text").Link(EdgeType.Internal, "first", last).Link(EdgeType.Internal, "second", story.Text("line"));
            story.Module.Link(EdgeType.Context, "log", last = longer);
        }));
        Assert.Equal(("string-grows", "The text log gets longer on every request", LeakCause.Other), (finding.Rule, finding.Title, finding.Cause));
    }

    static Thing Slice(HeapStory story, Thing parent) => story.New(NodeType.SlicedString, "abc").Link(EdgeType.Internal, "parent", parent);
}

public sealed class FinalizationRuleTests
{
    [Fact]
    public void Values_held_for_objects_that_never_go()
    {
        var story = new HeapStory();
        Thing registry = story.Variable("registry", story.Object("FinalizationRegistry"));
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing cell = story.New(NodeType.Hidden, "system / WeakCell").Link(EdgeType.Hidden, "2", story.Object("Handle"));
            if (last is not null)
                cell.Link(EdgeType.Hidden, "5", last);
            registry.Link(EdgeType.Hidden, "4", last = cell);
        }));
        finding.Says(LeakCause.Other, "registry registers something on every request and never lets go of it",
            "60 Handle objects (+40) cannot be collected: each is a value that FinalizationRegistry registry keeps until the object that it was registered for is collected, a variable of the module server.js (server.js:1:7).",
            "finalization-backlog:server.js#registry");
    }
}

public sealed class DetachedRuleTests
{
    [Fact]
    public void Nodes_that_were_taken_out_of_the_page()
    {
        var story = new HeapStory();
        Container removed = story.Variable("removed", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => removed.Add(story.Object("Detached HTMLDivElement"))));
        Assert.Equal((LeakCause.Detached, "removed keeps what was taken out of the page", "docs/causes/detached.md"), (finding.Cause, finding.Title, finding.Fix.Doc));
    }
}
