using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;

namespace Heaptrail.Tests.Views;

/// <summary>Views of a program with one of everything that can be inside an object: a shop that keeps orders in a Map.</summary>
static class ShopSamples
{
    public static TextGraph Shop() => TextGraph.Parse("""
        root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:4096); gc -[7]-> stack(synthetic:0:(Stack roots)); stack -[1]-> global
        global -> shop(object:56:Shop); shop -[#key]-> key(string:32:secret); shop -[orders]-> orders(object:32:Map); shop -[tags]-> tags(object:32:Array); shop -[total]-> total(number:16:heap number)
        total -internal[value]-> totalText(string:0:17.5); shop -[closed]-> no(hidden:0:null); shop -[onOrder]-> onOrder(closure:64:onOrder); shop -[get size]-> size(closure:64:get size)
        shop -[size]-> pair(hidden:24:system / AccessorPair); shop -[__proto__]-> shopProto(object:40:Shop); shopProto -[constructor]-> Shop(closure:64:Shop); shopProto -[__proto__]-> base(object:24:Object)
        shop -internal[map]-> shape(object shape:80:system / Map)
        orders -internal[table]-> table(array:264:); table -internal[7]-> k1(string:24:A-1); table -internal[8]-> o1(object:48:Order); table -internal[11]-> o2(object:48:Order)
        table -internal[13]-> k3(object:32:Customer); table -internal[19]-> k5(string:24:A-5)
        tags -[0]-> t1(string:24:new); tags -[1]-> t2(string:24:new); tags -[4]-> t3(concatenated string:32:joined); t3 -internal[first]-> f(string:24:hot ); t3 -internal[second]-> s(string:24:sale)
        tags -internal[elements]-> store(array:80:(object elements)); store -internal[0]-> t1
        onOrder -internal[context]-> scope(object:48:system / Context); scope -context[count]-> total; scope -context[mailer]-> mailer(object:40:Mailer)
        scope -internal[previous]-> module(object:80:system / Context); module -context[shop]-> shop; onOrder -internal[shared]-> shared(code:56) -internal[script]-> script(code:40:/srv/app/shop.js)
        o1 -[customer]-> k3; o2 -[customer]-> k3; o1 -[note]-> note(string:6000:a very long note about the first order); o2 -[note]-> note2(string:64:same note); k3 -[note]-> note3(string:64:same note)
        global -> realm(hidden:200:system / NativeContext); global -> vm(object:24:Object); vm -internal[context]-> realm2(hidden:300:system / NativeContext)
        """).Located("onOrder", 7, 11, 24).Located("shop", 7, 2, 15).Located("o1", 7, 40, 14).Located("o2", 7, 40, 14);

    public static OpenedSnapshot Snapshot() => new("shop.heapsnapshot", Shop().Heap);

    public static ObjectId Id(string label) => new(Shop().Graph[Shop()[label]].Id);

    public static InspectView Inspect(ObjectContentsOptions options, params string[] labels) =>
        new InspectWorkflow("", [.. labels.Select(Id)], options, ViewSamples.Quiet).Show(Snapshot());

    public static ContainmentView Containment(string? label = null, int depth = 1, int top = 20, int skip = 0) =>
        new ContainmentWorkflow("", label is null ? null : Id(label), new() { Depth = depth, Top = top, Skip = skip }, ViewSamples.Quiet).Show(Snapshot());

    public static StringsView Strings(int top = 15, long minBytes = 0) => new StringsWorkflow("", top, minBytes, ViewSamples.Quiet).Show(Snapshot());

    public static ObjectsView Objects(string name, int top = 30, string? at = null) => new ObjectsWorkflow("", new() { Class = name, Top = top, At = at }, ViewSamples.Quiet).Show(Snapshot());
}
