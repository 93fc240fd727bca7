using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;

namespace Heaptrail.Tests.Views;

/// <summary>Recordings of one small program: a server that keeps sessions and log entries.</summary>
static class RecordingSamples
{
    const string Tree = """
        [1,0,4,160,[2,1,0,0,[3,2,120,9600,[4,3,4000,224000,[7,4,4000,96000,[]]],5,5,300,114400,[]],6,6,0,0,[8,5,2,96000,[],9,7,10,100,[]]]]
        """;

    static RecordingText Text { get; } = new()
    {
        Graph = TextGraph.Parse("""
            root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:4096); gc -[7]-> stack(synthetic:0:(Stack roots)); stack -[1]-> global
            global -> sessions(object:32:Map) -internal[table]-> table(array:4000); table -internal[4]-> first(object:56:Session); table -internal[5]-> second(object:56:Session)
            first -> name(string:32:Ada); second -> name; global -> log(object:16:Array) -internal[elements]-> store(array:80000); store -[0]-> entry(object:48:Object) -> date(object:64:Date)
            """),
        Functions =
        [
            "(root) - 0 0 0", "processTicksAndRejections node:internal/process/task_queues 3 67 35", "onRequest /srv/app/server.js 7 12 19", "createSession /srv/app/lib/sessions.js 8 4 23",
            "Session /srv/app/lib/sessions.js 8 1 8", "log /srv/app/a/very/long/path/to/the/module/that/writes/the/log/in/this/application/log.js 9 120 14", "- - 11 1 1", "push - 0 0 0",
        ],
        Tree = Tree.Trim(),
        Samples = "[0,9,60000,13,110000,15,170000,17,230000,19,290000,19,350000,21,412000,25]",
        Stacks = [("first", 7), ("second", 7), ("name", 4), ("entry", 5), ("date", 5), ("store", 9), ("log", 8), ("table", 3)],
    };

    public static OpenedSnapshot Snapshot { get; } = new("server.heaptimeline", Text.Heap());

    public static AllocationsView Allocations(AllocationsBy by, int top = 20, int depth = 4, string? filter = null) =>
        new AllocationsWorkflow("", new() { By = by, Top = top, Depth = depth, Filter = filter }, ViewSamples.Quiet).Show(Snapshot);

    public static AllocationsView Stack(string label) => new AllocationsWorkflow("", new() { Object = new(Text.Graph.Graph[Text.Graph[label]].Id) }, ViewSamples.Quiet).Show(Snapshot);

    public static AllocationsView Profile(AllocationsBy by, int top = 20, string? focus = null, string? exclude = null, long? from = null, long? to = null) =>
        new AllocationsWorkflow("server.heapprofile", new() { By = by, Top = top, Focus = focus, Exclude = exclude, From = from, To = to }, ViewSamples.Quiet).Show(ProfileText.Read(ProfileText.Small));

    public static TimelineView Timeline(double? from = null, double? to = null, int top = 20) => new TimelineWorkflow("", new() { From = from, To = to, Top = top }, ViewSamples.Quiet).Show(Snapshot);

    public static string NoVersion(string json) => json.Replace(Heaptrail.Cli.ProductVersion.Text, "0.0.0", StringComparison.Ordinal);
}
