using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Answers the pages with the workflows of the commands: a page shows what the command of its name prints.</summary>
sealed class PageSource(CaptureList captures, PageSourceOptions options, IProgressDisplay progress) : IPageSource, IDisposable
{
    // Beyond this nobody scrolls, and each string costs a search for its holders.
    const int MostStrings = 2000;
    const int MostHolders = 12;
    const int MostRetainers = 100;
    const int SmallestPart = 4000;

    readonly CaptureStore store = new(captures, progress);
    readonly PageFindings findings = new(captures, options.Ignored, options.Requests, progress);

    /// <inheritdoc/>
    public SessionView Session() => new()
    {
        Tool = OpenedSnapshot.Tool,
        Command = "serve",
        Captures = [.. captures.All],
        Compared = [.. captures.Compared.Select(capture => capture.Number)],
        AreValuesShown = true,
        MostUploadBytes = options.MostUploadBytes,
    };

    /// <inheritdoc/>
    public Task<LeakReport> ReportAsync(CancellationToken cancel) => Guarded(async stop =>
    {
        // What all other pages need comes first: it saves the index of a large file, which the findings then need not build once more.
        if (captures.Compared.Count > 0)
            await Task.Run(() => store.Use(null, capture => capture.Snapshot.Heap.Frequent.Summary.Count, stop), stop).ConfigureAwait(false);
        return await findings.ReportAsync(stop).ConfigureAwait(false);
    }, cancel);

    /// <inheritdoc/>
    public Task<SourcesView> SourcesAsync(CancellationToken cancel) => Guarded(async stop => SourceExcerpts.Of(await findings.ReportAsync(stop).ConfigureAwait(false)), cancel);

    /// <inheritdoc/>
    public SummaryView Summary(PageQuery query, CancellationToken cancel) => Use(query, capture =>
    {
        SummaryView view = new SummaryWorkflow("", new ClassSelection(), 0, progress).Show(capture.Snapshot);
        IReadOnlyList<SummaryRow> rows = PageTables.Of(capture.Summary(query.AfterId, query.LastId), query);
        return view with
        {
            Only = [.. new ObjectFilter { MinId = query.AfterId, MaxId = query.LastId }.Words()],
            Classes = rows.Count,
            Rows = [.. rows.Skip(query.Offset).Take(query.Limit).Select(row => new ClassInfo(row.Class, capture.Snapshot.PlaceOf(row.Location), row.Count,
                OpenedSnapshot.DistanceOf(row.Distance), row.ShallowBytes, row.RetainedBytes))],
        };
    }, cancel);

    /// <inheritdoc/>
    public Task<DiffView> DiffAsync(PageQuery query, CancellationToken cancel) => Guarded(async stop =>
    {
        DiffView all = await findings.DiffAsync(stop).ConfigureAwait(false);
        IReadOnlyList<ComparedClassInfo> rows = PageTables.Of(all.Rows, query);
        return all with { Classes = rows.Count, Rows = [.. rows.Skip(query.Offset).Take(query.Limit)], Growing = [.. all.Growing.Take(MostRetainers)] };
    }, cancel);

    /// <inheritdoc/>
    public ObjectsView Objects(PageQuery query, string className, CancellationToken cancel) => Use<ObjectsView>(query, capture =>
    {
        IReadOnlyList<NodeIndex> members = capture.Members(className);
        if (members.Count == 0)
            throw new PageRefusalException("there are no objects of this class");
        NodeIndex[] part = [.. capture.Order(className, PageTables.ObjectSortOf(query.Sort)).Part(query.Offset, query.Limit)];
        OpenedSnapshot snapshot = capture.Snapshot;
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Class = className,
            Count = members.Count,
            ShallowBytes = capture.BytesOf(className),
            Places = [],
            Rows = [.. part.Select(node => new ObjectRow(snapshot.DescribeWithPlace(node), ObjectPreview.Of(snapshot.Heap.Graph[node]), snapshot.PlaceOf(snapshot.Heap.Graph.Locations[node])))],
        };
    }, cancel);

    /// <inheritdoc/>
    public RetainerPatternsView Holders(PageQuery query, string className, CancellationToken cancel) =>
        Use(query, capture => new RetainerPatternsWorkflow("", className, MostHolders, progress).Show(capture.Snapshot), cancel);

    /// <inheritdoc/>
    public DominatorsView Dominators(PageQuery query, long? id, int depth, CancellationToken cancel) =>
        Use(query, capture => Visible(new DominatorsWorkflow("", id is { } one ? new(one) : null, new() { Depth = depth, Top = query.Limit }, progress).Show(capture.Snapshot)), cancel);

    /// <inheritdoc/>
    public RetainersView Retainers(PageQuery query, long id, int depth, CancellationToken cancel) =>
        Use(query, capture => new RetainersWorkflow("", new(id), new() { Depth = depth, Top = int.Min(query.Limit, MostRetainers) }, progress).Show(capture.Snapshot), cancel);

    /// <inheritdoc/>
    public InspectView Inspect(PageQuery query, long id, CancellationToken cancel) =>
        Use(query, capture => new InspectWorkflow("", [new(id)], new() { Top = query.Limit, WithMachinery = true }, progress).Show(capture.Snapshot), cancel);

    /// <inheritdoc/>
    public RetainedView Cut(PageQuery query, long from, string name, bool isIndex, CancellationToken cancel) =>
        Use(query, capture => new RetainedWorkflow("", progress) { Edges = [new(new(from), name, isIndex)] }.Show(capture.Snapshot), cancel);

    /// <inheritdoc/>
    public StringsView Strings(PageQuery query, CancellationToken cancel) => Use(query, capture =>
    {
        StringsView all = capture.Strings(() => new StringsWorkflow("", MostStrings, 0, progress).Show(capture.Snapshot));
        IReadOnlyList<StringGroupInfo> rows = PageTables.Of(all.Groups, query);
        return all with
        {
            Duplicates = all.Duplicates with { Chosen = rows.Count },
            Groups = [.. rows.Skip(query.Offset).Take(query.Limit)],
            Largest = [.. all.Largest.Take(MostRetainers)],
        };
    }, cancel);

    /// <inheritdoc/>
    public QueryView Query(PageQuery query, string text, CancellationToken cancel) =>
        Use(query, capture => new QueryWorkflow("", text, query.Limit, progress).Show(capture.Snapshot, cancel), cancel);

    /// <inheritdoc/>
    public TimelineView Timeline(PageQuery query, double? from, double? to, CancellationToken cancel) =>
        Use(query, capture => new TimelineWorkflow(capture.Snapshot.File, new() { From = from, To = to, Top = query.Limit }, progress).Show(capture.Snapshot), cancel);

    /// <inheritdoc/>
    public AllocationsView Allocations(PageQuery query, string by, CancellationToken cancel)
    {
        CaptureInfo chosen = captures[query.Capture];
        var workflow = new AllocationsWorkflow(chosen.File, AllocationsChoice.Of(by), progress);
        return chosen.Kind == "profile"
            ? store.Guard(() => workflow.Run(cancel))
            : Use(query, capture => workflow.Show(capture.Snapshot), cancel);
    }

    /// <inheritdoc/>
    public async Task<SessionView> AddAsync(string name, Stream content, CancellationToken cancel)
    {
        captures.Add(await options.Uploads.SaveAsync(name, content, cancel).ConfigureAwait(false));
        findings.Forget();
        return Session();
    }

    /// <summary>Opens what the first page shows while the server and the browser still start.</summary>
    public void WarmUp(CancellationToken cancel)
    {
        if (captures.Compared.Count == 0)
            return;
        _ = Task.Run(() =>
        {
            try
            {
                Summary(new() { Limit = 1 }, cancel);
            }
            catch (Exception e) when (e is PageRefusalException or OperationCanceledException)
            {
                // Whoever asks for the page is told.
            }
        }, cancel);
    }

    /// <summary>Closes what is open.</summary>
    public void Dispose() => store.Dispose();

    T Use<T>(PageQuery query, Func<OpenedCapture, T> use, CancellationToken cancel) => store.Use(query.Capture, use, cancel);

    // Deeper down, a box that is smaller than this cannot be seen, and there are very many of them.
    static DominatorsView Visible(DominatorsView view) => view with
    {
        Rows = [.. view.Rows.Where(row => row.Level == 1 || row.Object.RetainedBytes > view.Object.RetainedBytes / SmallestPart)],
    };

    // Asynchronous work throws later than Guard returns.
    async Task<T> Guarded<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        Task<T> running = store.Guard(() => work(cancel));
        try
        {
            return await running.ConfigureAwait(false);
        }
        catch (Exception e) when (e is UsageException or Commands.UnreadableFileException)
        {
            throw new PageRefusalException(e.Message, e);
        }
    }
}

/// <summary>What the pages may do.</summary>
/// <param name="Uploads">Where dropped files go.</param>
/// <param name="MostUploadBytes">The largest of them.</param>
/// <param name="Ignored">Findings that are passed over.</param>
/// <param name="Requests">Requests between two snapshots, when they are known.</param>
sealed record PageSourceOptions(UploadFolder Uploads, long MostUploadBytes, IgnoreList Ignored, long? Requests);
