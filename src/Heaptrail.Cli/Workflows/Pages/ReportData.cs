using System.Collections.Immutable;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Pages;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Collects what a report page holds: the findings, and bounded answers to what its pages ask.</summary>
sealed class ReportData(LeakReport report, IProgressDisplay progress)
{
    const int MostFindings = 20;
    const int MostObjects = 200;
    const int MostClasses = 500;
    const int MostDominators = 60;
    const int DominatorDepth = 5;
    const int MostStrings = 300;
    const int MostFields = 20;
    const int RetainerDepth = 3;
    const int MostRetainers = 8;
    const int MostCuts = 10;

    /// <summary>Collects it. What the files do not give any more is left out.</summary>
    public PageData Collect(CancellationToken cancel)
    {
        string[] files = [.. report.Snapshots.Select(snapshot => snapshot.File)];
        var data = new PageData { Session = SessionOf(files), Report = Bounded(report), Sources = SourceExcerpts.Of(report) };
        if (files.Length == 0 || !File.Exists(files[^1]))
            return data;
        progress.Step("collecting what the page shows");
        DiffView? diff = files.Length > 1 && files.All(File.Exists) ? new DiffWorkflow(files, new(), MostClasses, progress).Run(cancel) : null;
        OpenedSnapshot last = OpenedSnapshot.Read(files[^1], progress, cancel);
        progress.Step("collecting what the page shows");
        DominatorsView dominators = new DominatorsWorkflow("", null, new() { Depth = DominatorDepth, Top = MostDominators }, progress).Show(last);
        dominators = dominators with { Rows = Bounded(dominators.Rows) };
        return data with
        {
            Summary = new SummaryWorkflow("", new(), MostClasses, progress).Show(last),
            Diff = diff,
            Dominators = dominators,
            Strings = new StringsWorkflow("", MostStrings, 0, progress).Show(last),
            Objects = new InspectWorkflow("", [.. ObjectsOf(last, dominators, diff)], new() { Top = MostFields }, progress).Show(last),
            Retainers = [.. data.Report.Findings.Take(MostCuts).SelectMany(IdsOf).Distinct().Where(id => Has(last, id))
                .Select(id => new RetainersWorkflow("", id, new() { Depth = RetainerDepth, Top = MostRetainers }, progress).Show(last))],
            Cuts = [.. data.Report.Findings.Take(MostCuts).Select(finding => CutOf(finding, last)).OfType<RetainedView>()],
            Timeline = last.Heap.Graph.Recording is null ? null : new TimelineWorkflow("", new(), progress).Show(last),
            Allocations = AllocationsOf(last),
        };
    }

    SessionView SessionOf(string[] files) => new()
    {
        Tool = OpenedSnapshot.Tool,
        Command = report.Command,
        Captures = [.. files.Select((file, i) => new CaptureInfo(i, file, Path.GetFileName(file), "snapshot", File.Exists(file) ? new FileInfo(file).Length : 0, report.Snapshots[i].TakenAt))],
        Compared = [.. Enumerable.Range(0, files.Length)],
        AreValuesShown = true,
        MostUploadBytes = 0,
    };

    static LeakReport Bounded(LeakReport report) => report with { Findings = [.. report.Findings.OrderBy(finding => finding.Rank).Take(MostFindings)] };

    // Deep levels are many small things: a treemap shows none of them.
    static ImmutableArray<DominatedInfo> Bounded(ImmutableArray<DominatedInfo> rows)
    {
        const int Most = 2000;
        if (rows.Length <= Most)
            return rows;
        long least = rows.Select(row => row.Object.RetainedBytes).OrderDescending().ElementAt(Most);
        // A parent retains at least as much as its children, so no row loses the one that it belongs to.
        return [.. rows.Where(row => row.Object.RetainedBytes > least)];
    }

    IEnumerable<ObjectId> ObjectsOf(OpenedSnapshot last, DominatorsView dominators, DiffView? diff) => report.Findings.SelectMany(IdsOf)
        .Concat(dominators.Rows.Where(row => row.Level <= 2).OrderByDescending(row => row.Object.RetainedBytes).Take(MostObjects / 2).Select(row => new ObjectId(row.Object.Id)))
        .Concat(diff?.Rows.Select(row => row.ExampleId).OfType<long>().Take(MostObjects / 2).Select(id => new ObjectId(id)) ?? [])
        .Distinct().Where(id => Has(last, id)).Take(MostObjects);

    static IEnumerable<ObjectId> IdsOf(Finding finding) =>
        finding.Path.Reverse().Select(step => new ObjectId(step.Id)).Prepend(new(finding.Holder.Id)).Where(id => id.Value != 0);

    static bool Has(OpenedSnapshot snapshot, ObjectId id) => Heap.Views.NodeSearch.ById(snapshot.Heap.Graph, id.Value).IsSome;

    RetainedView? CutOf(Finding finding, OpenedSnapshot last)
    {
        int holder = finding.Path.IndexOf(finding.Path.FirstOrDefault(step => step.Id == finding.Holder.Id)!);
        if (holder < 1)
            return null;
        PathEdge edge = finding.Path[holder].Edge;
        try
        {
            return new RetainedWorkflow("", progress) { Edges = [new(new(finding.Path[holder - 1].Id), edge.Name, edge.Type is "element" or "hidden")] }.Show(last);
        }
        catch (UsageException)
        {
            // The path is told without steps that say nothing, so the two need not be neighbours.
            return null;
        }
    }

    AllocationsView? AllocationsOf(OpenedSnapshot last)
    {
        try
        {
            return last.Heap.Graph.Recording is null ? null : new AllocationsWorkflow("", AllocationsChoice.Of("tree"), progress).Show(last);
        }
        catch (UnreadableFileException)
        {
            // A timeline without stacks knows when, not where.
            return null;
        }
    }
}
