using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class ModuleArrayRuleTests
{
    [Fact]
    public void An_array_of_a_module()
    {
        var story = new HeapStory();
        Container logs = story.Variable("requestLogs", story.Array());
        Finding finding = TheOnly.Finding(story.Rounds(_ => logs.Add(story.Plain("url", "agent").Property("date", story.Object("Date")))));
        finding.Says(LeakCause.ModuleArray, "requestLogs is never emptied",
            "60 {url, agent, date} objects (+40) cannot be collected: each is an element of Array requestLogs, a variable of the module server.js (server.js:1:7).",
            "array-grows:server.js#requestLogs");
        Assert.Equal(new UnitContent("Date", 40, 1), Assert.Single(finding.Unit.Contains));
        Assert.Equal("Nothing removes elements from requestLogs: drop old ones (shift or splice at a limit), or keep the data outside the process.", finding.Fix.Text);
    }

    [Fact]
    public void An_array_of_functions_is_told_as_functions()
    {
        var story = new HeapStory();
        Container tasks = story.Variable("tasks", story.Array());
        Assert.StartsWith("60 run() functions (+40) cannot be collected: each is an element of Array tasks,", TheOnly.Finding(story.Rounds(_ => tasks.Add(story.Function("run")))).Sentence, StringComparison.Ordinal);
    }
}

public sealed class ClosureVariableRuleTests
{
    [Fact]
    public void A_Set_that_only_a_function_knows()
    {
        var story = new HeapStory();
        Container readers = story.Set();
        Thing inner = story.Context(story.Module).Link(Heaptrail.Heap.Graph.EdgeType.Context, "readers", readers);
        story.Variable("theme", story.Function("read", inner));
        TheOnly.Finding(story.Rounds(_ => readers.Add(story.Object("Reader")))).Says(LeakCause.Closure,
            "readers lives as long as the function that captured it, and is never emptied",
            "60 Reader objects (+40) cannot be collected: each is a member of Set readers, a variable that a function captured.",
            "closure-list-grows:#readers");
    }
}

public sealed class GlobalRuleTests
{
    [Fact]
    public void A_property_of_the_global_object()
    {
        var story = new HeapStory { Source = "globalThis.sessions ??= new Map();\n" };
        Container sessions = story.Map();
        story.Global.Property("sessions", sessions);
        TheOnly.Finding(story.Rounds(_ => sessions.Add(story.Object("Session")))).Says(LeakCause.Global, "global.sessions is never emptied",
            "60 Session objects (+40) cannot be collected: each is in an entry of Map sessions, a property of the global object (server.js:1:12).",
            "global-grows:server.js#sessions");
    }
}

public sealed class NativeBufferRuleTests
{
    [Fact]
    public void Buffers_in_a_property_that_is_replaced_each_time()
    {
        var story = new HeapStory();
        Thing upload = story.Variable("upload", story.Object("Upload"));
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing buffer = story.Object("Uint8Array");
            if (last is not null)
                buffer.Property("previous", last);
            upload.Property("parts", last = buffer);
        }));
        finding.Says(LeakCause.NativeBuffer, "parts keeps buffers", "60 Uint8Array objects (+40) cannot be collected: each is kept by Uint8Array parts.", "buffer-grows:server.js#parts");
    }
}

public sealed class StringSliceRuleTests
{
    [Fact]
    public void Slices_in_a_linked_list()
    {
        var story = new HeapStory();
        Thing tail = story.Variable("lines", story.Object("Lines"));
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing slice = story.New(Heaptrail.Heap.Graph.NodeType.SlicedString, "abc");
            slice.Link(Heaptrail.Heap.Graph.EdgeType.Internal, "parent", last ?? story.Text("long"));
            tail.Property("newest", last = slice);
        }));
        finding.Says(LeakCause.StringSlice, "newest keeps slices of long strings",
            "60 strings (+40) cannot be collected: each is a slice that (sliced string) newest keeps together with its whole parent string.",
            "slice-keeps-parent:server.js#newest");
    }
}

public sealed class OtherRuleTests
{
    [Fact]
    public void A_linked_list()
    {
        var story = new HeapStory();
        Thing queue = story.Variable("queue", story.Object("Queue"));
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing node = story.Object("Node");
            if (last is not null)
                node.Property("next", last);
            queue.Property("head", last = node);
        }));
        finding.Says(LeakCause.Other, "head keeps more on every request", "60 Node objects (+40) cannot be collected: each is kept by Node head.", "object-grows:server.js#head");
    }
}
