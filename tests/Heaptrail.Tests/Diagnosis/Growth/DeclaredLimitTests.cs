using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>What is below its own limit may fill up: it is not told as certain.</summary>
public sealed class DeclaredLimitTests
{
    [Fact]
    public void A_limit_whose_value_is_known_and_not_reached_makes_a_suspect()
    {
        Finding finding = Only(Ring("limit", "20000"), Verdict.Suspects);
        Assert.Equal(Confidence.Suspect, finding.Confidence);
        Assert.EndsWith(" There is a limit (limit 20,000) that is not reached yet: it may be filling up.", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit", "30")]
    [InlineData("port", "20000")]
    public void What_holds_more_than_its_limit_or_has_another_number_is_certain(string field, string value) =>
        Assert.Equal(Confidence.Certain, Only(Ring(field, value)).Confidence);

    [Theory]
    [InlineData("max", Confidence.Likely)]
    [InlineData("_maxEntries", Confidence.Likely)]
    [InlineData("maximum", Confidence.Certain)]
    public void A_limit_whose_value_is_not_in_the_file_leaves_it_likely(string field, Confidence expected)
    {
        var story = new HeapStory();
        Container entries = story.Array();
        Thing descriptors = story.New(NodeType.ObjectShape, "system / DescriptorArray").Link(EdgeType.Internal, "0", story.Text(field)).Link(EdgeType.Internal, "3", story.Text("entries"));
        story.Variable("recent", story.Object("Ring")).Property("entries", entries)
            .Link(EdgeType.Internal, "map", story.New(NodeType.ObjectShape, "system / Map").Link(EdgeType.Internal, "descriptors", descriptors));
        Assert.Equal(expected, Only(story.Rounds(_ => entries.Add(story.Object()))).Confidence);
    }

    [Theory]
    [InlineData("if (cache.size > MAX_ENTRIES) evict();", Confidence.Likely)]
    [InlineData("while (cache.size >= options.max) evict();", Confidence.Likely)]
    [InlineData("if (cache.size > 1_000) evict();", Confidence.Suspect)]
    [InlineData("if (cache.size > 50) warn();", Confidence.Certain)]
    [InlineData("if (cache.size > 0) serve();", Confidence.Certain)]
    [InlineData("if (other.size > 1000) evict();", Confidence.Certain)]
    public void A_limit_in_the_source_is_one(string line, Confidence expected)
    {
        var story = new HeapStory { Source = line + "\n" };
        Container cache = story.Variable("cache", story.Map());
        Assert.Equal(expected, Only(story.Rounds(_ => cache.Add(story.Object())), null).Confidence);
    }

    [Fact]
    public void The_number_of_listeners_at_which_Node_warns_is_no_limit()
    {
        var story = new HeapStory();
        Container listeners = story.Array();
        story.Variable("bus", story.Object("EventEmitter")).Property("_events", story.Object("Object").Property("tick", listeners)).Property("max", Number(story, "1000"));
        Assert.Equal(Confidence.Certain, Only(story.Rounds(_ => listeners.Add(story.Function("onTick")))).Confidence);
    }

    static HeapStory Ring(string field, string value)
    {
        var story = new HeapStory();
        Container entries = story.Array();
        story.Variable("recent", story.Object("Ring")).Property(field, Number(story, value)).Property("entries", entries);
        return story.Rounds(_ => entries.Add(story.Object()));
    }

    static Thing Number(HeapStory story, string value) => story.New(NodeType.Number, "smi number").Link(EdgeType.Internal, "value", story.Text(value));

    static Finding Only(HeapStory story, Verdict? verdict = Verdict.Leak)
    {
        LeakDiagnosis diagnosis = story.Diagnose();
        Assert.Equal(verdict ?? diagnosis.Verdict, diagnosis.Verdict);
        return Assert.Single(diagnosis.Findings);
    }
}
