using System.Collections.Immutable;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>Snapshot files of one process, read and diagnosed.</summary>
sealed class SnapshotSeries
{
    readonly List<ObjectMarks> marks = [];
    readonly List<LargeValues> values = [];
    readonly List<SnapshotInfo> described = [];
    readonly List<string> warnings = [];
    readonly IReadOnlyList<string> files;
    readonly IProgressDisplay progress;
    FirstSnapshot? first;
    IndexedHeap? last;
    CaptureMatching? matching;

    SnapshotSeries(IReadOnlyList<string> files, IProgressDisplay progress)
    {
        this.files = files;
        this.progress = progress;
    }

    /// <summary>What the report has to say about the files: which of them are not whole.</summary>
    public IReadOnlyList<string> Warnings => matching?.Sentence is { } matched ? [.. warnings, matched] : warnings;

    /// <summary>How objects were recognised from file to file, if not by V8's ids; otherwise <see langword="null"/>.</summary>
    public string? MatchedBy => matching?.Sentence is null ? null : "path";

    /// <summary>The last graph: names of scripts are read from it.</summary>
    public HeapGraph Last => last!.Graph;

    /// <summary>Reads the files, one after the other: of all but the last only what is compared stays in memory.</summary>
    /// <exception cref="UnreadableFileException">One of them cannot be read.</exception>
    /// <param name="files">What the user named.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="byPath">Whether ids mean nothing, because each snapshot was taken by an inspector of its own.</param>
    public static SnapshotSeries Read(IReadOnlyList<string> files, IProgressDisplay progress, CancellationToken cancel, bool byPath = false)
    {
        if (files.Count(SnapshotInput.IsStandardInput) > 1)
            throw new UsageException("standard input (-) can only be read once");
        string? memory = files.FirstOrDefault(IsMemory);
        if (memory is not null && files.FirstOrDefault(file => !IsMemory(file)) is { } snapshot)
        {
            throw new UsageException($"{memory} is a copy of a process's memory and {SnapshotInput.NameOf(snapshot)} is a heap snapshot: objects have ids in snapshots only, so the two cannot be compared. "
                + "Give files of one kind");
        }
        var series = new SnapshotSeries(files, progress) { matching = memory is null && !byPath ? null : new() };
        for (int i = 0; i < files.Count; i++)
        {
            progress.Step(files.Count == 1 ? "reading" : $"reading snapshot {i + 1} of {files.Count}");
            if (i == files.Count - 1)
                series.AddLast(cancel);
            else
                series.AddEarlier(cancel);
        }
        return series;
    }

    static bool IsMemory(string file) => !SnapshotInput.IsStandardInput(file) && MemoryInput.IsMemory(file);

    void AddEarlier(CancellationToken cancel)
    {
        if (matching is not null)
        {
            AddEarlier(Capture(cancel));
            return;
        }
        using GraphLoan loan = SnapshotInput.BorrowGraph(files[marks.Count], Options, Lost, cancel);
        AddEarlier(loan.Graph);
    }

    void AddEarlier(HeapGraph graph)
    {
        first ??= FirstSnapshot.Of(graph);
        values.Add(LargeValues.Of(graph));
        Add(graph);
    }

    void AddLast(CancellationToken cancel)
    {
        last = matching is null ? SnapshotInput.Open(files[^1], Options, progress, Lost, cancel) : IndexedHeap.Build(Capture(cancel), cancel);
        Add(last.Graph);
    }

    // The objects of the captures before get the ids that they have in this one.
    HeapGraph Capture(CancellationToken cancel)
    {
        string file = files[marks.Count];
        MemoryCapture capture = IsMemory(file)
            ? MemoryInput.Capture(file, matching!.Isolate, note => warnings.Add($"{note}."), cancel)
            : new(new(SnapshotInput.Read(file, Options, Lost, cancel), default), 0);
        if (matching!.Next(file, capture, cancel) is { } matches)
        {
            for (int i = 0; i < marks.Count; i++)
                marks[i] = marks[i].Renamed(matches);
            for (int i = 0; i < values.Count; i++)
                values[i] = values[i].Renamed(matches);
            first = first?.Renamed(matches);
        }
        return capture.Graph;
    }

    void Add(HeapGraph graph)
    {
        string file = files[marks.Count];
        marks.Add(ObjectMarks.Of(graph));
        described.Add(new(file, Path.GetFileNameWithoutExtension(file), IsMemory(file) ? "core" : "file", graph.NodeCount, graph.EdgeCount, graph.SelfSizes.Sum(), null, null, null));
    }

    SnapshotReaderOptions Options => new() { Progress = new ReadingProgress(progress) };

    void Lost(string loss) => warnings.Add($"S{loss[1..]}.");

    /// <summary>Refuses files that cannot be compared: of several processes, in the wrong order, one of them twice.</summary>
    /// <exception cref="UsageException">They are such files.</exception>
    public SnapshotSeries Checked()
    {
        // The matching has said whether they are of one process.
        for (int i = 1; i < marks.Count && matching is null; i++)
        {
            progress.Step($"checking that snapshots {i} and {i + 1} are of one process");
            SnapshotOrder order = SnapshotOrder.Of(marks[i - 1], marks[i]);
            (string first, string second) = (SnapshotInput.NameOf(files[i - 1]), SnapshotInput.NameOf(files[i]));
            if (order.Ids.IsOtherProcess)
            {
                throw new UsageException($"{first} and {second} are not of one process: {Counts.Of(order.Ids.Different, "object")} of {Counts.Format(order.Ids.Common)} with the same id are "
                    + "different objects. Give snapshots of one process. If they are of one and the inspector or DevTools was closed between them, which numbers all objects anew, add --match path");
            }
            if (order.IsSame)
                throw new UsageException($"{first} and {second} are the same: nothing happened between them. Give snapshots with work between them");
            if (order.IsReversed)
                throw new UsageException($"{second} is older than {first}: give the files in the order in which they were taken, oldest first");
        }
        return this;
    }

    /// <summary>The same series with another last snapshot: only that one is read.</summary>
    public SnapshotSeries WithLast(string file, CancellationToken cancel)
    {
        // This one is not asked again, and two large heaps need not be in memory together, unless they are to be matched.
        if (matching is null)
            last!.Dispose();
        var series = new SnapshotSeries([.. files.SkipLast(1), file], progress) { first = first, matching = matching };
        series.marks.AddRange(marks[..^1]);
        series.values.AddRange(values);
        series.described.AddRange(described[..^1]);
        series.warnings.AddRange(warnings);
        progress.Step("reading");
        series.AddLast(cancel);
        if (matching is not null)
            last!.Dispose();
        return series;
    }

    /// <summary>Finds the leaks.</summary>
    public LeakDiagnosis Diagnose(IReadOnlyList<long>? requests, IScriptSources sources, IgnoreList ignored)
    {
        progress.Step("analysing");
        return LeakAnalyzer.Analyze(new()
        {
            Earlier = marks[..^1],
            EarlierValues = values,
            First = first,
            Last = last!,
            Requests = requests,
            Sources = sources,
            Ignored = ignored.Reasons,
        });
    }

    /// <summary>The lines about the snapshots in the report.</summary>
    /// <param name="complete">Adds what only the caller knows.</param>
    public ImmutableArray<SnapshotInfo> Describe(Func<int, SnapshotInfo, SnapshotInfo> complete) =>
        [.. described.Select((info, i) => complete(i, info))];
}
