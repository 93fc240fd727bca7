using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis;

/// <summary>What one snapshot alone tells.</summary>
public sealed class SuspectTests
{
    const int Many = 200;
    const int Large = 1000;

    [Fact]
    public void One_snapshot_gives_suspects_and_never_a_leak()
    {
        var story = new HeapStory();
        Container sessions = story.Variable("sessions", story.Map());
        Add(story, sessions, Many);

        LeakDiagnosis diagnosis = Once(story);

        Assert.Equal(Verdict.Suspects, diagnosis.Verdict);
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((Confidence.Suspect, LeakCause.UnboundedCache, "sessions"), (finding.Confidence, finding.Cause, finding.Holder.Name));
        Assert.Equal("server.js:1:7", finding.Holder.Location?.ToString());
        Assert.Equal([200], finding.Unit.Objects);
        Assert.Equal((0, null), (finding.Unit.Added, finding.Unit.PerRequest));
        Assert.Equal("sessions holds many Session objects", finding.Title);
        Assert.Equal("200 Session objects are held: each is in an entry of Map sessions, a variable of the module server.js (server.js:1:7). Together they keep 195.3 KiB, > 99 % of the heap.", finding.Sentence);
        Assert.Equal("map-grows:server.js#sessions", finding.Fingerprint);
        Assert.Equal(sessions.Id, finding.Path.Single(step => step.Id == finding.Holder.Id).Id);
    }

    [Fact]
    public void Nothing_large_is_no_answer_and_no_suspect()
    {
        var story = new HeapStory();
        Add(story, story.Variable("few", story.Map()), 20);
        Ballast(story);

        LeakDiagnosis diagnosis = Once(story);

        Assert.Equal(Verdict.Inconclusive, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
    }

    [Theory]
    [InlineData("user-{0}", "running numbers")]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc9{0}", "UUIDs")]
    [InlineData("1700000{0}00", "times")]
    [InlineData("2026-11-21T09:{0}Z", "times")]
    [InlineData("http://127.0.0.1:{0}", "addresses")]
    [InlineData("0123456789abcdef{0}", "random identifiers")]
    public void Keys_that_are_made_at_run_time_make_a_small_dictionary_a_suspect(string pattern, string words)
    {
        var story = new HeapStory();
        Thing byKey = story.Variable("byKey", story.Object("Object"));
        for (int i = 0; i < Many; i++)
            byKey.Property(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, 1000 + i), story.New(NodeType.Object, "Session", Large));
        Ballast(story);

        Finding finding = Assert.Single(Once(story).Findings);
        Assert.Equal("byKey", finding.Holder.Name);
        Assert.Contains($"Its keys look like {words} (", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_somebody_wrote_down_do_not()
    {
        var story = new HeapStory();
        Thing types = story.Variable("types", story.Object("Object"));
        for (int i = 0; i < Many; i++)
            types.Property(new string((char)('a' + (i % 26)), 1 + (i / 26)), story.New(NodeType.Object, "Type", Large));
        Ballast(story);

        Assert.Empty(Once(story).Findings);
    }

    [Fact]
    public void Functions_that_were_each_written_once_are_no_suspect_however_many()
    {
        var story = new HeapStory();
        Container methods = story.Variable("methods", story.Array());
        for (int i = 0; i < Many; i++)
            methods.Add(story.New(NodeType.Closure, $"f{i}", Large).Link(EdgeType.Internal, "shared", story.New(NodeType.Code, $"f{i}")));

        Assert.Empty(Once(story).Findings.Where(f => f.Unit.Objects[0] > 1));
    }

    [Fact]
    public void Functions_made_again_and_again_at_one_place_are()
    {
        var story = new HeapStory();
        Thing shared = story.New(NodeType.Code, "onTick");
        Container callbacks = story.Variable("callbacks", story.Array());
        for (int i = 0; i < Many; i++)
            callbacks.Add(story.New(NodeType.Closure, "onTick", Large).Link(EdgeType.Internal, "shared", shared));

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal("onTick()", finding.Unit.Class);
        Assert.EndsWith("They were all made at one place of the source.", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void More_listeners_than_Node_expects_are_a_suspect_however_small(int listeners, int suspects)
    {
        var story = new HeapStory();
        Container list = story.Array();
        for (int i = 0; i < listeners; i++)
            list.Add(story.Function("onMessage"));
        story.Variable("bus", story.Object("EventEmitter").Property("_events", story.Object("Object").Property("message", list)));

        LeakDiagnosis diagnosis = Once(story);

        Assert.Equal(suspects, diagnosis.Findings.Length);
        Assert.All(diagnosis.Findings, f => Assert.Equal("Many listeners for 'message' on bus", f.Title));
    }

    [Fact]
    public void A_list_whose_members_hang_on_one_another_is_told_by_the_variable_that_leads_to_it()
    {
        var story = new HeapStory();
        Thing? last = null;
        for (int i = 0; i < Many; i++)
        {
            Thing next = story.New(NodeType.Object, "Job", Large);
            if (last is not null)
                next.Property("next", last);
            last = next;
        }
        story.Variable("queue", story.Object("Queue").Property("head", last!));

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal(("Job", 200L), (finding.Unit.Class, finding.Unit.Objects[0]));
        Assert.Contains("queue", finding.Path.Select(step => step.Edge.Name));
    }

    [Fact]
    public void One_large_object_is_told_by_its_variable()
    {
        var story = new HeapStory();
        Thing buffer = story.Variable("blob", story.Object("Buffer"));
        buffer.Link(EdgeType.Internal, "buffer", story.Object("ArrayBuffer").Link(EdgeType.Internal, "backing_store", story.New(NodeType.Native, "system / JSArrayBufferData", 10_000_000)));

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal(("blob is large", "blob", 1L), (finding.Title, finding.Holder.Name, finding.Unit.Objects[0]));
        Assert.StartsWith("1 ArrayBuffer object keeps 9.5 MiB, > 99 % of the heap.", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_array_that_a_variable_holds_is_that_variable()
    {
        var story = new HeapStory();
        story.Variable("numbers", story.New(NodeType.Object, "Array", 10_000_000).Property("__proto__", story.Object("Array")));

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal("1 Array object keeps 9.5 MiB, > 99 % of the heap. It is numbers, a variable of the module server.js (server.js:1:7).", finding.Sentence);
        Assert.Equal(finding.Holder.Id, finding.Path[^1].Id);
    }

    [Fact]
    public void Timers_that_wait_are_a_suspect_when_they_are_many()
    {
        var story = new HeapStory();
        Thing list = story.Object("TimersList");
        story.Global.Property("timers", story.Object("Object").Property("10000", list));
        Thing last = list;
        for (int i = 0; i < Many; i++)
        {
            Thing timer = story.New(NodeType.Object, "Timeout", Large).Property("_onTimeout", story.Handler);
            last.Property("_idleNext", timer);
            last = timer;
        }
        Ballast(story);

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal(("Many timers wait", LeakCause.Timer), (finding.Title, finding.Cause));
    }

    [Fact]
    public void What_no_code_of_the_program_leads_to_is_of_Node_itself()
    {
        var story = new HeapStory();
        Thing internals = story.Context();
        story.Global.Property("require", story.Function("require", internals));
        Container cache = story.Map();
        internals.Link(EdgeType.Context, "cache", cache);
        Add(story, cache, Many);

        Assert.Empty(Once(story).Findings);
    }

    [Fact]
    public void A_group_inside_another_one_is_told_once()
    {
        var story = new HeapStory();
        Container outer = story.Variable("tenants", story.Map());
        for (int i = 0; i < 60; i++)
        {
            Container inner = story.Array();
            Add(story, inner, 60);
            outer.Add(story.Object("Tenant").Property("entries", inner));
        }

        LeakDiagnosis diagnosis = Once(story);

        Assert.Single(diagnosis.Findings);
    }

    [Fact]
    public void Strings_with_one_text_are_told_with_the_text_wherever_they_are()
    {
        var story = new HeapStory();
        Thing config = story.Variable("config", story.Object("Config"));
        for (int i = 0; i < Many; i++)
            config.Property($"part{(char)('a' + (i % 26))}{new string('x', i / 26)}", story.Object($"Part{i}").Property("tenant", story.New(NodeType.String, "the same customer", Large)));

        Finding finding = Assert.Single(Once(story).Findings);

        Assert.Equal("config holds the same text many times", finding.Title);
        Assert.StartsWith("200 strings have the same text ('the same customer') and take 195.3 KiB, ", finding.Sentence, StringComparison.Ordinal);
    }

    static void Add(HeapStory story, Container to, int count)
    {
        for (int i = 0; i < count; i++)
            to.Add(story.New(NodeType.Object, "Session", Large));
    }

    // Compiled code, so that what is looked at is small beside the heap.
    static void Ballast(HeapStory story) => story.Handler.Link(EdgeType.Internal, "code", story.New(NodeType.Code, "code", 10_000_000));

    static LeakDiagnosis Once(HeapStory story)
    {
        story.EndRound();
        return story.Diagnose(countRequests: false);
    }
}
