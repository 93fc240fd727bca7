using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Diagnosis.Rules;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>What is told as leaked: the thing that a person would name, not what happens to lead to it.</summary>
public sealed class LeakedThingTests
{
    [Fact]
    public void What_nameless_functions_keep_is_the_thing_leaked()
    {
        var story = new HeapStory();
        Container tasks = story.Variable("tasks", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => tasks.Add(Capturing(story, "", story.Object("Stream").Property("state", story.Object("State"))))));
        Assert.Equal(("Stream", 40L, 1.0), (finding.Unit.Class, finding.Unit.Added, finding.Unit.PerRequest));
        Assert.Equal([20, 40, 60], finding.Unit.Objects);
        Assert.Equal([new("State", 40, 1)], finding.Unit.Contains);
        Assert.StartsWith("60 Stream objects (+40) cannot be collected: each is kept by a function, which is an element of Array tasks,", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_with_a_name_go_by_it()
    {
        var story = new HeapStory();
        Container tasks = story.Variable("tasks", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => tasks.Add(Capturing(story, "onTick", story.Object("Stream")))));
        Assert.Equal(("onTick()", 1.0), (finding.Unit.Class, finding.Unit.PerRequest));
        Assert.StartsWith("60 onTick() functions (+40) cannot be collected: each is an element of Array tasks,", finding.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(" Each keeps a Stream.", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_several_names_have_none_in_common()
    {
        var story = new HeapStory();
        Container tasks = story.Variable("tasks", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(i => tasks.Add(story.Function($"task{i % 2}"))));
        Assert.Equal("Function", finding.Unit.Class);
    }

    [Fact]
    public void Several_timers_of_one_channel_are_one_thing()
    {
        var story = new HeapStory();
        Container timers = story.Variable("timers", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing channel = story.Object("Channel");
            for (int i = 0; i < 4; i++)
                timers.Add(story.Object("Timeout").Property("_onTimeout", Capturing(story, "", channel)));
        }));
        Assert.Equal(("Channel", 40L, 1.0), (finding.Unit.Class, finding.Unit.Added, finding.Unit.PerRequest));
        Assert.StartsWith("60 Channel objects (+40) cannot be collected: each is kept by 4 Timeouts, each of which is an element of Array timers,", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, "{user, body}")]
    [InlineData(4000, "Session")]
    public void A_plain_object_is_the_thing_unless_nearly_all_of_it_is_what_it_keeps(int size, string expected)
    {
        var story = new HeapStory();
        Container log = story.Variable("log", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing entry = story.Object("Object").Property("user", story.New(NodeType.Object, "Session", size));
            log.Add(entry.Property("body", story.New(NodeType.String, "text", 500)));
        }));
        Assert.Equal(expected, finding.Unit.Class);
    }

    [Fact]
    public void What_a_timer_holds_for_the_moment_as_well_counts_to_the_leak()
    {
        var story = new HeapStory();
        Container listeners = story.Variable("listeners", story.Array());
        Thing newest = story.Variable("pending", story.Object("Pending"));
        Thing? last = null;
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            Thing request = story.New(NodeType.Object, "Request", 1000);
            Thing timer = story.Object("Timeout").Property("request", request);
            if (last is not null)
                timer.Property("_idleNext", last);
            newest.Property("first", last = timer);
            listeners.Add(Capturing(story, "connect", request.Property("timer", timer)));
        }).Diagnose();
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal("connect()", finding.Unit.Class);
        Assert.Contains(new UnitContent("Request", 40, 1), finding.Unit.Contains);
        Assert.InRange(finding.Growth.PerRequest!.Value, 1000, 1200);
    }

    [Fact]
    public void What_is_replaced_in_each_round_does_not_count_to_the_leak()
    {
        var story = new HeapStory();
        Container sessions = story.Variable("sessions", story.Array());
        Thing settings = story.Variable("current", story.Object("Settings"));
        Thing value = story.New(NodeType.Object, "Values", 100_000);
        LeakDiagnosis diagnosis = story.Rounds(i =>
        {
            if (i % HeapStory.PerRound == 0)
                settings.Property("values", value = story.New(NodeType.Object, "Values", 100_000));
            sessions.Add(story.Object("Session").Property("values", value));
        }).Diagnose();
        Finding finding = diagnosis.Findings[0];
        Assert.Equal("Session", finding.Unit.Class);
        // The values of the round before are held by its sessions only, those of the last one by the settings as well.
        Assert.InRange(finding.Growth.Added, 100_000, 150_000);
    }

    static Thing Capturing(HeapStory story, string name, Thing captured) =>
        story.Function(name, story.Context(story.Module).Link(EdgeType.Context, "captured", captured));
}
