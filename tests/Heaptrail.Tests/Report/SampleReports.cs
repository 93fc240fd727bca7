using System.Collections.Immutable;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;

namespace Heaptrail.Tests.Report;

/// <summary>Reports made by hand, one per situation a renderer must handle.</summary>
static class SampleReports
{
    static readonly DateTimeOffset start = new(2026, 3, 1, 9, 30, 0, 250, TimeSpan.Zero);

    public static LeakReport OneLeak => new()
    {
        Tool = new("heaptrail", "0.1.0"),
        Command = "find",
        Verdict = Verdict.Leak,
        Summary = "1 leak explains 97 % of the growth of 620.4 KiB over 2,682 requests.",
        Target = new(4121, "20.20.2", "node server.js", "main"),
        Snapshots = Snapshots(6_400_112, 6_720_340, 7_035_412),
        Memory = [Sample(0, 61), Sample(20, 66), Sample(40, 71)],
        Load = new(2682, 912.4, 0, new(1.1, 4.0, 31.0)),
        Findings = [RequestLogs],
        Dismissed = [new("compiled code", "settled after round 2", 412_000)],
        Warnings = [],
    };

    public static LeakReport TwoLeaks => OneLeak with
    {
        Summary = "2 leaks explain 99 % of the growth of 213.7 MiB over 2,000 requests.",
        Target = new(4121, "20.20.2", "node --max-old-space-size=512 dist/server.js --port 3000", "worker 2"),
        Snapshots = Snapshots(64_172_851, 137_363_456, 288_253_542),
        Findings = [Environments, Listeners with { Rank = 2 }],
        Dismissed =
        [
            new("compiled code", "settled after round 2", 412_000), new("cache templates", "stopped at 500 entries, its limit", 1_204_224),
            new("Map sessions", "entries were removed as well: 1,204 added, 1,198 removed", 96_400), new("strings", "held by the two leaks above", 880),
            new("feedback vectors", "settled after round 1", 64_000), new("DNS cache", "bounded", 12_288),
        ],
        Warnings = ["3 of 2,000 requests failed with status 503; they are counted."],
        Load = new(2000, 612.04, 3, null),
    };

    public static LeakReport NoLeak => OneLeak with
    {
        Verdict = Verdict.NoLeak,
        Summary = "Nothing leaks: over 3,000 requests the heap moved by +6.2 KiB and no holder grew in every interval.",
        Snapshots = Snapshots(6_400_112, 6_402_800, 6_406_460),
        Memory = [Sample(0, 61), Sample(20, 61), Sample(40, 61)],
        Findings = [],
        Dismissed = [new("Map templates", "stopped growing after round 1 at 12 entries", 4_480), new("compiled code", "settled after round 2", 1_900)],
    };

    public static LeakReport Suspects => OneLeak with
    {
        Command = "leaks",
        Verdict = Verdict.Suspects,
        Summary = "1 suspect in one snapshot: growth cannot be seen with one, compare two or more to be sure.",
        Target = null,
        Snapshots = [Snapshots(7_035_412)[0] with { Method = "file", TakenAt = null, Requests = null, PauseMilliseconds = null, File = "heap dump 3.heapsnapshot" }],
        Memory = [],
        Load = null,
        Findings =
        [
            RequestLogs with
            {
                Confidence = Confidence.Suspect,
                Sentence = "2,682 {url, date} objects are held by one Array requestLogs, a variable of the module server.js (server.js:3:7).",
                Unit = RequestLogs.Unit with { Objects = [2682], Added = 0, PerRequest = null, Contains = [new("Date", 2682, null)] },
                Growth = new([620_000], 0, null),
                AllocatedAt = [],
            },
        ],
        Dismissed = [],
    };

    /// <summary>Names as an attacker or an accident would choose them.</summary>
    public static LeakReport Hostile => OneLeak with
    {
        Summary = "1 leak: <script>alert('summary')</script> \e[31mred\e[0m & \"quotes\"",
        Target = new(7, "20.20.2", "node -e \"</title><script>alert(1)</script>\"", "main"),
        Findings =
        [
            RequestLogs with
            {
                Title = "<img src=x onerror=alert(1)> is never emptied\r\nexit 0",
                Sentence = "2 <script>alert(2)</script> objects \u202Egnp.exe\u202C 漢字かな 😀 \uD800 & so on.",
                Unit = RequestLogs.Unit with { Class = "<b>bold</b>", Contains = [new("\"><svg onload=alert(3)>", 5364, 2.0)] },
                Holder = RequestLogs.Holder with { Name = "a\0b\u0007c", Class = "</style>" },
                Path =
                [
                    new(new("property", "'\"><x>"), 18423, "</section><script>", "\u009B31m", 620_000, new("src/my file <1>.js", 3, 7)),
                    new(new("element", "2681"), 99, "string", "line one\nline two\ttab \e]0;title\a " + new string('x', 5000), 232, null),
                ],
                Fix = new("</p><script>alert(4)</script>", "docs/causes/module-array.md"),
                Fingerprint = "array-grows:<server>.js#a&b",
            },
        ],
        Dismissed = [new("<i>what</i>", "<u>why</u>", -1)],
        Warnings = ["</main><h1>owned</h1>"],
    };

    /// <summary>A long chain of closures and a linked list, names longer than any line.</summary>
    public static LeakReport HugePath
    {
        get
        {
            const string LongFile = "packages/application-server/src/infrastructure/middleware/instrumentation/request-context-propagation.service.ts";
            var path = ImmutableArray.CreateBuilder<PathStep>();
            path.Add(new(new("", ""), 3, "(GC roots)", "(GC roots)", 7_000_000, null));
            for (var i = 0; i < 30; i++) path.Add(new(new("context", $"wrapped{i}"), 1001 + i, "Function", $"handler{i}", 900_000 - i, null));
            path.Add(new(new("property", "aVeryLongPropertyNameThatSomebodyReallyWroteInTheirProductionCodeBecauseTheyCould"), 2001, "LinkedListOfRequestContexts", "LinkedListOfRequestContexts", 880_000, new(LongFile, 1412, 33)));
            for (var i = 0; i < 40; i++) path.Add(new(new("property", "next"), 3001 + i, "ListNode", "ListNode", 800_000 - i, null, i == 20 ? 342 : 1));
            path.Add(new(new("property", "value"), 5001, "RequestContext", "RequestContext", 412, null));
            return OneLeak with
            {
                Findings =
                [
                    RequestLogs with
                    {
                        Title = "LinkedListOfRequestContexts grows with every request that passes the instrumentation middleware",
                        Sentence = $"2,682 RequestContext objects (+2,682) cannot be collected: each is in the list aVeryLongPropertyNameThatSomebodyReallyWroteInTheirProductionCodeBecauseTheyCould ({LongFile}:1412:33).",
                        Holder = new("aVeryLongPropertyNameThatSomebodyReallyWroteInTheirProductionCodeBecauseTheyCould", HolderKind.Property, "LinkedListOfRequestContexts", 2001, new(LongFile, 1412, 33)),
                        Path = path.ToImmutable(),
                        OtherPaths = 2,
                        AllocatedAt = [new("RequestContextPropagationService.intercept", LongFile, 88, 12, 0.996), new("(anonymous)", "node_modules/express/lib/router/layer.js", 95, 5, 0.004)],
                    },
                ],
            };
        }
    }

    /// <summary>As little as a report can say.</summary>
    public static LeakReport Nulls => new()
    {
        Tool = new("heaptrail", "0.1.0"),
        Command = "leaks",
        Verdict = Verdict.Inconclusive,
        Summary = "No answer: the snapshots are not of the same process.",
        Target = new(1, null, "", ""),
        Snapshots = [new("", "", "file", 0, 0, 0, null, null, null)],
        Memory = [new(start, null, null, null, null, null, false)],
        Load = new(0, 0, 0, null),
        Findings =
        [
            new()
            {
                Rank = 1, Rule = "other", Cause = LeakCause.Other, Confidence = Confidence.Suspect, Title = "Something grows", Sentence = "Something grows.",
                Unit = new("", [], 0, null, []), Growth = new([], 0, null), Holder = new("", HolderKind.Internal, "", 0, null), Path = [],
                Fix = new("", ""), Fingerprint = "",
            },
        ],
    };

    public static Xunit.TheoryData<string> All => new(nameof(OneLeak), nameof(TwoLeaks), nameof(NoLeak), nameof(Suspects), nameof(Hostile), nameof(HugePath), nameof(Nulls));

    public static LeakReport Named(string name) => name switch
    {
        nameof(OneLeak) => OneLeak,
        nameof(TwoLeaks) => TwoLeaks,
        nameof(NoLeak) => NoLeak,
        nameof(Suspects) => Suspects,
        nameof(Hostile) => Hostile,
        nameof(HugePath) => HugePath,
        _ => Nulls,
    };

    static Finding RequestLogs => new()
    {
        Rank = 1,
        Rule = "array-grows",
        Cause = LeakCause.ModuleArray,
        Confidence = Confidence.Certain,
        Title = "requestLogs is never emptied",
        Sentence = "2,682 {url, date} objects (+2,682) cannot be collected: each is an element of Array requestLogs, a variable of the module server.js (server.js:3:7).",
        Unit = new("{url, date}", [0, 1341, 2682], 2682, 1.0, [new("Date", 2682, 1.0)]),
        Growth = new([1200, 310_000, 620_000], 618_800, 230.7),
        Holder = new("requestLogs", HolderKind.ModuleVariable, "Array", 18423, new("server.js", 3, 7)),
        Path =
        [
            new(new("context", "requestLogs"), 18423, "Array", "Array", 620_000, new("server.js", 3, 7)),
            new(new("element", "2681"), 91_225, "{url, date}", "{url, date}", 232, null),
        ],
        AllocatedAt = [new("onRequest", "server.js", 5, 22, 1.0)],
        Fix = new("Keep the log outside the process, or drop old entries: nothing removes elements from requestLogs.", "docs/causes/module-array.md"),
        Fingerprint = "array-grows:server.js#requestLogs",
    };

    static Finding Environments => RequestLogs with
    {
        Rule = "map-grows",
        Cause = LeakCause.UnboundedCache,
        Title = "ServerEnvironment is never released",
        Sentence = "ServerEnvironment (39 instances, +38) cannot be collected: each is a value in Map requestCachesByEnvironment (entry 56 is shown), declared at src/ssr/cache.ts:14:7. The map gained one entry per request in every interval and lost none.",
        Unit = new("ServerEnvironment", [1, 20, 39], 38, 0.019, [new("LRUCache", 38, 0.019), new("Date", 76, 0.038), new("string", 45_600, 22.8)]),
        Growth = new([5_872_025, 117_020_000, 222_717_542], 216_845_517, 108_422.76),
        Holder = new("requestCachesByEnvironment", HolderKind.ModuleVariable, "Map", 4401, new("src/ssr/cache.ts", 14, 7)),
        Path =
        [
            new(new("context", "requestCachesByEnvironment"), 4401, "Map", "Map", 222_928_896, new("src/ssr/cache.ts", 14, 7)),
            new(new("internal", "table"), 4403, "(array)", "(object elements)", 222_928_000, null),
            new(new("element", "56"), 184_213, "ServerEnvironment", "ServerEnvironment", 5_662_310, new("src/ssr/environment.ts", 9, 14)),
        ],
        OtherPaths = 1,
        AllocatedAt = [new("createEnvironment", "src/ssr/environment.ts", 88, 12, 1.0)],
        Fix = new("Delete the entry when the request ends, or use a WeakMap: the key is an object.", "docs/causes/unbounded-cache.md"),
        Fingerprint = "map-grows:src/ssr/cache.ts#requestCachesByEnvironment",
    };

    static Finding Listeners => RequestLogs with
    {
        Rule = "listener-grows",
        Cause = LeakCause.EventListener,
        Confidence = Confidence.Likely,
        Title = "Listener 'message' is added on every request",
        Sentence = "1,990 new closures onMessage (src/bus.ts:31:20) are listeners of one EventEmitter bus, event 'message'.",
        Unit = new("onMessage", [1, 996, 1991], 1990, 0.995, [new("system / Context", 1990, 0.995)]),
        Growth = new([610, 585_000, 1_170_400], 1_169_790, 584.895),
        Holder = new("bus", HolderKind.ModuleVariable, "EventEmitter", 7003, new("src/bus.ts", 4, 14)),
        Path =
        [
            new(new("context", "bus"), 7003, "EventEmitter", "EventEmitter", 1_171_000, new("src/bus.ts", 4, 14)),
            new(new("property", "_events"), 7005, "Object", "Object", 1_170_900, null),
            new(new("property", "message"), 7007, "Array", "Array", 1_170_800, null),
            new(new("element", "1990"), 90_001, "Function", "onMessage", 588, new("src/bus.ts", 31, 20)),
        ],
        AllocatedAt = [],
        Fix = new("Remove the listener when the request ends, with removeListener or an AbortSignal.", "docs/causes/event-listener.md"),
        Fingerprint = "listener-grows:src/bus.ts#bus._events.message",
    };

    static ImmutableArray<SnapshotInfo> Snapshots(params long[] shallowBytes) =>
    [
        .. shallowBytes.Select((bytes, i) => new SnapshotInfo(
            $".heaptrail/run-1/heap-{i + 1}.heapsnapshot", i == 0 ? "after warm-up" : $"after round {i}", "inspector", 88_104 + 9000 * i, 410_233 + 30_000 * i, bytes,
            start.AddSeconds(20 * i), 1341 * i, 212.5 + i)),
    ];

    static MemorySample Sample(int seconds, long mebibytes) => new(
        start.AddSeconds(seconds + 1), mebibytes << 20, (mebibytes - 30) << 20, (mebibytes - 40) << 20, 1_800_000, 12_000, true);
}
