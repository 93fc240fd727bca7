using System.Collections.Immutable;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Where memory was allocated: read the recording, choose, sum up.</summary>
sealed class AllocationsWorkflow(string file, AllocationsOptions options, IProgressDisplay progress)
{
    readonly ScriptPlaces scripts = new();
    readonly Dictionary<AllocationFunction, CallInfo> calls = [];

    /// <summary>Does it.</summary>
    public AllocationsView Run(CancellationToken cancel) =>
        RecordingHints.IsProfile(file) ? Show(ReadProfile(cancel)) : Show(OpenedSnapshot.Read(file, progress, cancel));

    internal AllocationsView Show(OpenedSnapshot snapshot)
    {
        HeapGraph graph = snapshot.Heap.Graph;
        if (options.From is not null || options.To is not null)
            throw new UsageException("--from and --to choose among the samples of a sampling profile; 'heaptrail timeline' has --from and --to in seconds for a timeline");
        if (graph.Recording is null)
            throw RecordingHints.NoRecording(snapshot.File);
        Allocations allocations = Allocations.Build(snapshot.Heap) ?? throw RecordingHints.NoStacks(snapshot.File);
        if (options.Object is not { } id)
            return Rows(snapshot.File, allocations);
        NodeIndex node = snapshot.Find(id);
        return Empty(snapshot.File, allocations) with
        {
            By = "stack",
            Object = snapshot.Describe(node),
            Stack = [.. AllocationStack.Of(graph, node).Select(CallOf)],
        };
    }

    internal AllocationsView Show(CallTree profile)
    {
        if (options.Object is not null)
            throw new UsageException("a sampling profile knows no objects: --object needs a recording of 'Allocations on timeline' with stacks");
        return Rows(file, Chosen(profile));
    }

    Allocations Chosen(CallTree profile)
    {
        if (profile.Samples is not { } samples || (options.From is null && options.To is null))
            return Allocations.Build(profile);
        if (samples.Count == 0)
            throw new UsageException("the profile has no list of samples: --from and --to have nothing to choose from");
        var chosen = Allocations.Build(profile.Between(options.From ?? 0, options.To ?? long.MaxValue));
        return chosen.Sum.Count > 0 ? chosen
            : throw new UsageException($"the samples of the profile have numbers from {samples.First} to {samples.Last}: none of them lies between --from and --to");
    }

    AllocationsView Rows(string path, Allocations all)
    {
        Allocations allocations = all;
        if (AllocationsOptions.Matching(options.Exclude) is { } excluded)
            allocations = allocations.Exclude(excluded);
        if (AllocationsOptions.Matching(options.Focus) is { } focused)
            allocations = allocations.Focus(focused);
        if (options.By == AllocationsBy.Stacks)
            return Stacks(path, allocations);
        AllocationOptions choice = new() { Depth = options.Depth, Top = options.Top, Sort = options.Sort, Filter = AllocationsOptions.Matching(options.Filter) };
        IReadOnlyList<AllocationRow> rows = options.By switch
        {
            AllocationsBy.Tree => AllocationTree.Build(allocations, choice),
            AllocationsBy.Callers => AllocationCallers.Build(allocations, choice),
            _ => Listed(AllocationFunctions.Build(allocations, choice), allocations),
        };
        IEnumerable<AllocationRow> shown = options.By == AllocationsBy.Function ? rows.Take(options.Top) : rows;
        return Empty(path, allocations) with
        {
            Sort = options.Sort == AllocationSort.Total ? "total" : "self",
            Functions = options.By == AllocationsBy.Function ? rows.Count : rows.Count > 0 ? rows[0].Siblings : 0,
            Rows = [.. shown.Select(row => new FunctionInfo(row.Level, row.Place + 1, row.Siblings, CallOf(row.Function).Function, CallOf(row.Function).Location,
                Describe(row.Self, allocations), Describe(row.Total, allocations)))],
        };
    }

    AllocationsView Stacks(string path, Allocations allocations)
    {
        (IReadOnlyList<StackRow> stacks, int count) = AllocationStacks.Build(allocations, new() { Top = options.Top, Filter = AllocationsOptions.Matching(options.Filter) });
        if (stacks.Count < count && options.Top == int.MaxValue)
            progress.Note($"the {stacks.Count} largest of {count} stacks are written");
        return Empty(path, allocations) with
        {
            Functions = count,
            Stacks = [.. stacks.Select(stack => new StackInfo([.. stack.Frames.Select(CallOf)], Describe(stack.Self, allocations)))],
        };
    }

    // A timeline is mostly of calls that allocate nothing themselves.
    IReadOnlyList<AllocationRow> Listed(IReadOnlyList<AllocationRow> rows, Allocations allocations) =>
        options.Sort == AllocationSort.Total || allocations.Tree.IsSampled ? rows : [.. rows.Where(row => row.Self != default)];

    AllocationsView Empty(string path, Allocations allocations) => new()
    {
        Tool = OpenedSnapshot.Tool,
        File = path,
        Recording = allocations.Tree.IsSampled ? "sampling" : "timeline",
        By = options.By switch { AllocationsBy.Tree => "tree", AllocationsBy.Callers => "callers", AllocationsBy.Stacks => "stacks", _ => "function" },
        Sum = Describe(allocations.Sum, allocations),
        Samples = allocations.Tree.Samples is { Count: > 0 } samples ? new(samples.Count, samples.First, samples.Last, options.From ?? samples.First, options.To ?? samples.Last) : null,
        Functions = 0,
        Rows = ImmutableArray<FunctionInfo>.Empty,
    };

    static AllocationInfo Describe(AllocationFigures figures, Allocations allocations) => allocations.Tree.IsSampled
        ? new(null, figures.Bytes, null, null, figures.Count)
        : new(figures.Count, figures.Bytes, allocations.KnowsLive ? figures.LiveCount : null, allocations.KnowsLive ? figures.LiveBytes : null, null);

    // In the words of the original file, where there is a source map.
    CallInfo CallOf(AllocationFunction function)
    {
        if (calls.TryGetValue(function, out CallInfo? known))
            return known;
        int column = Math.Max(1, function.Column);
        CallInfo call = function is { Line: > 0, ScriptId: > 0 } or { Line: > 0, Script.Length: > 0 }
            ? new(scripts.NameOf(function.Name, function.Script, function.ScriptId, function.Line, column), scripts.PlaceOf(function.Script, function.ScriptId, function.Line, column))
            : new(function.Name, null);
        calls.Add(function, call);
        return call;
    }

    CallTree ReadProfile(CancellationToken cancel)
    {
        progress.Step("reading");
        return UnreadableFileException.Guard(file, () => HeapProfileReader.ReadFile(file, new() { Progress = new ReadingProgress(progress) }, cancel));
    }
}
