using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class LongerCopyTests
{
    [Fact]
    public void A_buffer_that_is_copied_into_a_longer_one()
    {
        Finding finding = TheOnly.Finding(Story((story, i) => story.Module.Link(EdgeType.Context, "audit", Buffer(story, 1024 * (i + 1)))));
        finding.Says(LeakCause.NativeBuffer, "The Buffer audit gets longer on every request",
            "The Buffer audit, a variable of the module server.js (server.js:1:7), grew from 20.0 KiB to 60.0 KiB: a longer copy takes its place on every request, and nothing is dropped.",
            "buffer-gets-longer:server.js#audit");
        Assert.Equal(Confidence.Certain, finding.Confidence);
        Assert.Equal([1, 1, 1], finding.Unit.Objects);
        Assert.Equal((40 * 1024, 1024), (finding.Growth.Added, finding.Growth.PerRequest));
        Assert.Equal("audit", finding.Path[^1].Edge.Name);
    }

    [Fact]
    public void A_text_that_is_made_anew_and_longer_each_time()
    {
        var story = new HeapStory { Source = "class Log { text = ''; }\n" };
        Thing log = story.Variable("log", story.Object("Log"));
        TheOnly.Finding(story.Rounds(i => log.Property("text", story.New(NodeType.String, $"line {i}", 1024 * (i + 1))))).Says(LeakCause.Other,
            "The text text gets longer on every request",
            "The text text (server.js:1:13) grew from 20.0 KiB to 60.0 KiB: a longer copy takes its place on every request, and nothing is dropped.",
            "string-grows:server.js#text");
    }

    [Fact]
    public void A_dictionary_that_is_copied_with_one_entry_more_is_a_cache()
    {
        var story = new HeapStory();
        Thing sessions = story.Variable("sessions", story.Plain());
        Finding finding = TheOnly.Finding(story.Rounds(i =>
        {
            Thing copy = story.Plain();
            foreach ((EdgeType type, string name, Thing target) in sessions.Edges)
                copy.Link(type, name, target);
            story.Module.Link(EdgeType.Context, "sessions", sessions = copy.Property($"s{i}", story.Object("Session")));
        }));
        Assert.Equal((LeakCause.UnboundedCache, "sessions", "Session"), (finding.Cause, finding.Holder.Name, finding.Unit.Class));
    }

    [Theory]
    [InlineData(1024, 1024, 1024)]
    [InlineData(60, 20, 60)]
    [InlineData(20, 60, 60)]
    [InlineData(1, 5, 10)]
    [InlineData(1000, 1010, 1020)]
    public void What_is_as_long_as_before_or_hardly_longer_is_no_leak(int first, int second, int third)
    {
        int[] kilobytes = [first, second, third];
        Assert.Equal(Verdict.NoLeak, Story((story, i) => story.Module.Link(EdgeType.Context, "audit", Buffer(story, 1024 * kilobytes[i / HeapStory.PerRound]))).Diagnose().Verdict);
    }

    [Fact]
    public void Two_that_hold_the_same_buffer_are_told()
    {
        Finding finding = TheOnly.Finding(Story((story, i) =>
        {
            Thing buffer = Buffer(story, 1024 * (i + 1));
            story.Module.Link(EdgeType.Context, "audit", buffer).Link(EdgeType.Context, "latest", buffer);
        }));
        Assert.EndsWith(" One more object holds them as well: both must be cut.", finding.Sentence, StringComparison.Ordinal);
    }

    static HeapStory Story(Action<HeapStory, int> request)
    {
        var story = new HeapStory();
        story.Variable("audit", Buffer(story, 0));
        return story.Rounds(i => request(story, i));
    }

    static Thing Buffer(HeapStory story, int bytes) => story.Object("Buffer").Link(EdgeType.Internal, "buffer",
        story.Object("ArrayBuffer").Link(EdgeType.Internal, "backing_store", story.New(NodeType.Native, "system / JSArrayBufferData", bytes)));
}
