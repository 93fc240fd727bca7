using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Report;
using Heaptrail.Tests.Views;
using Heaptrail.Web;

namespace Heaptrail.Tests.Pages;

/// <summary>Answers a server with samples; uploads are real.</summary>
sealed class StubPageSource(UploadFolder uploads) : IPageSource
{
    public string? LastUpload { get; private set; }

    public SessionView Session() => new()
    {
        Tool = new("heaptrail", "0.1.0"),
        Command = "serve",
        Captures = [new(0, "/srv/heap <1>.heapsnapshot", "heap <1>.heapsnapshot", "snapshot", 4096, null)],
        Compared = [0],
        AreValuesShown = true,
        MostUploadBytes = 1 << 20,
    };

    public Task<LeakReport> ReportAsync(CancellationToken cancel) => Task.FromResult(SampleReports.OneLeak);
    public Task<SourcesView> SourcesAsync(CancellationToken cancel) => Task.FromResult(new SourcesView { Excerpts = [] });
    public SummaryView Summary(PageQuery query, CancellationToken cancel) => ViewSamples.Summary(query.Limit);
    public Task<DiffView> DiffAsync(PageQuery query, CancellationToken cancel) => Task.FromResult(ViewSamples.Diff(3));
    public ObjectsView Objects(PageQuery query, string className, CancellationToken cancel) => throw new PageRefusalException("there are no objects of this class");
    public RetainerPatternsView Holders(PageQuery query, string className, CancellationToken cancel) => throw new NotSupportedException();
    public DominatorsView Dominators(PageQuery query, long? id, int depth, CancellationToken cancel) => ViewSamples.Dominators();
    public RetainersView Retainers(PageQuery query, long id, int depth, CancellationToken cancel) => ViewSamples.Retainers("first");
    public InspectView Inspect(PageQuery query, long id, CancellationToken cancel) => throw new NotSupportedException();
    public RetainedView Cut(PageQuery query, long from, string name, bool isIndex, CancellationToken cancel) => throw new NotSupportedException();
    public StringsView Strings(PageQuery query, CancellationToken cancel) => throw new NotSupportedException();
    public QueryView Query(PageQuery query, string text, CancellationToken cancel) => throw new NotSupportedException();
    public TimelineView Timeline(PageQuery query, double? from, double? to, CancellationToken cancel) => throw new NotSupportedException();
    public AllocationsView Allocations(PageQuery query, string by, CancellationToken cancel) => throw new NotSupportedException();

    public async Task<SessionView> AddAsync(string name, Stream content, CancellationToken cancel)
    {
        LastUpload = await uploads.SaveAsync(name, content, cancel);
        return Session();
    }
}
