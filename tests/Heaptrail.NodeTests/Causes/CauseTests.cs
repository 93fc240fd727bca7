using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Causes;

/// <summary>Every cause in a real program: the leaky one is told with cause, holder, unit, count and place, the fixed one with nothing.</summary>
public sealed class CauseTests
{
    const double Tolerance = 0.02;

    static readonly int[] majors = [20, 24];

    static readonly Leak[] leaks =
    [
        new("async-hook-map", LeakCause.AsyncContext, "contexts", "Object", 1, 5),
        new("async-store-shared", LeakCause.AsyncContext, "spans", "Span", 1, null),
        new("async-resource", LeakCause.AsyncContext, "waiting", "AsyncResource", 1, 5),
        new("domain-members", LeakCause.AsyncContext, "members", "EventEmitter", 1, null),
        new("code-function", LeakCause.Code, "formulas", "Function", 1, 3),
        new("code-template", LeakCause.Code, "templates", "render()", 1, 3),
        new("code-script", LeakCause.Code, "scripts", null, 1, 4),
        new("code-context", LeakCause.Code, "sandboxes", null, 0.25, 4),
        new("code-require", LeakCause.Code, "_cache", "Module", 1, null),
        new("code-import", LeakCause.Code, "loadCache", "ModuleJob", 1, null),
        new("buffer-array", LeakCause.NativeBuffer, "chunks", "Buffer", 1, 3),
        new("buffer-concat", LeakCause.NativeBuffer, "bytes", "Buffer", 0, null),
        new("buffer-slab", LeakCause.NativeBuffer, "signatures", "Buffer", 1, 3),
        new("string-slice", LeakCause.StringSlice, "tokens", "(sliced string)", 1, 3),
        new("string-rope", LeakCause.Other, "log", null, null, 3),
        new("finalization-backlog", LeakCause.Other, "registry", "Handle", 1, 5),
        new("abort-signal", LeakCause.EventListener, "shutdown", null, 1, 3),
        new("event-target", LeakCause.EventListener, "target", null, 1, 3),
        new("emitter", LeakCause.EventListener, "bus", "onPrice()", 1, 4),
        new("interval", LeakCause.Timer, "timers", "Timeout", 1, 6),
        new("sockets", LeakCause.UnreleasedResource, "open Sockets", "Socket", 0.5, null),
        new("watchers", LeakCause.UnreleasedResource, "open FSWatchers", "FSWatcher", 0.25, null),
        new("message-ports", LeakCause.UnreleasedResource, "open MessagePorts", "MessagePort", 0.5, null),
        new("http-agents", LeakCause.UnreleasedResource, "open Sockets", "Socket", 0.5, null),
        new("file-handles", LeakCause.UnreleasedResource, "open", "FileHandle", 0.25, 4),
        new("closure-chain", LeakCause.Closure, "handler", "Function", 1, 3),
        new("weakmap-key", LeakCause.ModuleArray, "application", "{url}", 1, 4),
        new("weakref-list", LeakCause.UnboundedCache, "observers", "WeakRef", 1, 3),
        new("error-stacks", LeakCause.ModuleArray, "failures", "Error", 1, 3),
        new("cache-urls", LeakCause.UnboundedCache, "pages", "{body}", 1, 3),
        new("cache-times", LeakCause.UnboundedCache, "marks", "Object", 1, 3),
    ];

    public static TheoryData<string, int> Programs => [.. majors.SelectMany(major => leaks.Select(leak => (leak.Program, major)))];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_leak_is_told_with_cause_holder_unit_count_and_place(string program, int major)
    {
        Leak expected = leaks.Single(leak => leak.Program == program);
        using var folder = new TempFolder();

        LeakReport report = await RoundsOfWork.LeaksAsync(folder, major, program, "leaky");

        Finding first = report.Findings[0];
        Assert.Equal((expected.Cause, expected.Holder), (first.Cause, first.Holder.Name));
        if (expected.Unit is { } unit)
            Assert.Equal(unit, first.Unit.Class);
        if (expected.PerRequest is { } count)
            Assert.InRange(first.Unit.PerRequest!.Value, count * (1 - Tolerance), count * (1 + Tolerance));
        if (expected.Line is { } line)
            Assert.EndsWith($"{program}.cjs:{line}", $"{first.Holder.Location!.File}:{first.Holder.Location.Line}", StringComparison.Ordinal);
    }

    // One version each, in turn: a run of all tests has its limit.
    public static TheoryData<string, int> FixedPrograms => [.. leaks.Index().Select(leak => (leak.Item.Program, majors[leak.Index % majors.Length]))];

    [Theory]
    [MemberData(nameof(FixedPrograms))]
    public async Task Nothing_is_told_where_it_is_fixed(string program, int major)
    {
        using var folder = new TempFolder();

        LeakReport report = await RoundsOfWork.LeaksAsync(folder, major, program, "fixed");

        Assert.Equal(Verdict.NoLeak, report.Verdict);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task A_fingerprint_is_the_same_on_every_version_and_ignoring_it_leaves_nothing()
    {
        var prints = new HashSet<string>();
        foreach (int major in majors)
        {
            using var folder = new TempFolder();
            LeakReport report = await RoundsOfWork.LeaksAsync(folder, major, "emitter", "leaky");
            prints.Add(Assert.Single(report.Findings).Fingerprint);
            LeakReport ignoring = await RoundsOfWork.LeaksAsync(folder, major, "emitter", "leaky", "--ignore", prints.First());
            Assert.Equal((Verdict.NoLeak, true), (ignoring.Verdict, Assert.Single(ignoring.Findings).Ignored));
        }
        Assert.Equal("listener-grows:", Assert.Single(prints)[..15]);
        Assert.EndsWith("emitter.cjs#bus:price", Assert.Single(prints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interval", " It runs every 1 min 00 s. Its callback keeps session.")]
    [InlineData("emitter", " Node.js warns when an event has more than 10 listeners; this one has 240.")]
    [InlineData("cache-objects", " The keys are objects: an equal object made anew is another key.")]
    [InlineData("closure-chain", " What keeps it is the captured variable previous, which no function that is still alive uses.")]
    public async Task What_is_known_besides_is_in_the_sentence(string program, string detail)
    {
        using var folder = new TempFolder();

        LeakReport report = await RoundsOfWork.LeaksAsync(folder, majors[0], program, "leaky");

        Assert.Contains(detail, report.Findings[0].Sentence, StringComparison.Ordinal);
    }

    sealed record Leak(string Program, LeakCause Cause, string Holder, string? Unit, double? PerRequest, int? Line);
}
