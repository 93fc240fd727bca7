using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;

namespace Heaptrail.Tests.Views;

/// <summary>Views of a program with a second realm: a vm context that runs the templates of pages.</summary>
static class RealmSamples
{
    public static SummaryView Summary(string choice) => RealmChoice.TryParse(choice, out RealmChoice realm)
        ? new SummaryWorkflow("", new(), 30, ViewSamples.Quiet) { Objects = new() { Realm = realm } }.Show(new("pages.heapsnapshot", Pages().Heap))
        : throw new ArgumentException(choice);

    // Ids: 5 and 7 are the native contexts.
    static TextGraph Pages() => TextGraph.Parse("""
        root -shortcut[1]-> global(object:4096); global -> main(object:1200:system / NativeContext); global -> vm(object:1400:system / NativeContext / pages)
        meta(object shape:80:system / Map) -internal[native_context]-> main; vmMeta(object shape:80:system / Map) -internal[native_context]-> vm
        shape(object shape:80:system / Map) -internal[map]-> meta; vmShape(object shape:80:system / Map) -internal[map]-> vmMeta
        global -internal[map]-> shape; global -> server(object:64:Server) -internal[map]-> shape; global -> page(object:56:Page) -internal[map]-> vmShape; global -> page2(object:56:Page) -internal[map]-> vmShape
        server -> text(string:24:only of the server); page -> html(string:2400:<p>only of the page</p>); server -> title(string:48:Shop); page2 -> title; root -[9]-> old(string:32:of none)
        """);
}
