using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;

namespace Heaptrail.Tests.Views;

/// <summary>Views of one small program: a server that keeps sessions in a Map and listeners on a bus.</summary>
static class ViewSamples
{
    public static IProgressDisplay Quiet { get; } = new NoProgress(_ => { });

    public static TextGraph Server() => TextGraph.Parse("""
        root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:4096); gc -[7]-> stack(synthetic:0:(Stack roots)); stack -[1]-> global
        global -> process(object:64) -> version(string:24:v24.1.0)
        global -> handler(closure:64) -internal[context]-> context(object:48:system / Context); context => sessions(object:32:Map)
        handler -internal[shared]-> shared(code:56) -internal[script]-> script(code:40:/srv/app/server.js); shared -#4-> shape(object shape:80)
        sessions -internal[table]-> table(array:4000); table -internal[4]-> first(object:56:Session); table -internal[5]-> second(object:56:Session)
        first -> user(object:24:Object) -> name(string:32:Ada "the first"); second -> user; first -> bytes(native:20480:system / JSArrayBufferData)
        first -> self(object:40:Holder) -> first; second -[0]-> list(object:16:Array) -internal[elements]-> store(array:800); store -[3]-> first
        global ~> second; global -> cache(object:32:WeakMap)
        """).Located("handler", 7, 11, 24).Located("first", 7, 2, 15).Located("second", 7, 2, 15).Located("sessions", 7, 5, 5);

    public static OpenedSnapshot Snapshot() => new("server.heapsnapshot", Server().Heap);

    public static ObjectId Id(string label) => new(Server().Graph[Server()[label]].Id);

    /// <summary>The same server before and after it worked on.</summary>
    public static DiffView Diff(int snapshots, int top = 20)
    {
        OpenedSnapshot[] all = [.. Enumerable.Range(1, snapshots).Select(i => new OpenedSnapshot($"server-{i}.heapsnapshot", Working(i).Heap))];
        return new DiffWorkflow([], new(), top, Quiet).Show(all[^1], all[..^1]);
    }

    public static RetainersView Retainers(string label, int depth = 1, int top = 10) =>
        new RetainersWorkflow("", Id(label), new() { Depth = depth, Top = top }, Quiet).Show(Snapshot());

    public static DominatorsView Dominators(string? label = null, int depth = 2, int top = 10) =>
        new DominatorsWorkflow("", label is null ? null : Id(label), new() { Depth = depth, Top = top }, Quiet).Show(Snapshot());

    public static SummaryView Summary(int top = 30) => new SummaryWorkflow("", new ClassSelection(), top, Quiet).Show(Snapshot());

    // Each round adds a session and a buffer of the embedder, and replaces what it worked with.
    static TextGraph Working(int round)
    {
        var text = new System.Text.StringBuilder("root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:4096); global -> sessions(object:32:Map) -internal[table]-> table(array:400)");
        for (int i = 1; i <= 3; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"; table {(i <= round ? $"-internal[{i}]->" : "~>")} session{i}(object:{(i <= round ? 56 : 0)}:Session)");
        for (int i = 1; i <= 3; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"; global {(i == round ? "->" : "~>")} work{i}(object:{(i == round ? 2048 : 0)}:Work)");
        for (int i = 1; i <= 3; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"; session{i} -> user{i}(object:{(i <= round ? 24 : 0)}:Object) -> name{i}(string:{(i <= round ? 32 : 0)}:user {i})");
        return TextGraph.Parse(text.ToString()).Located("session1", 7, 2, 15).Located("session2", 7, 2, 15).Located("session3", 7, 2, 15);
    }
}
