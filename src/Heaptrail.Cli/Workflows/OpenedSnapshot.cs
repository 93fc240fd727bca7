using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>One snapshot file, read and indexed, with the places of its functions.</summary>
sealed class OpenedSnapshot(string file, IndexedHeap heap)
{
    readonly Lazy<IReadOnlyDictionary<int, string>> scripts = new(() => ScriptNames.Find(heap.Graph));

    /// <summary>Path as the user gave it.</summary>
    public string File => file;

    /// <summary>The heap.</summary>
    public IndexedHeap Heap => heap;

    /// <summary>Who makes the views.</summary>
    public static ToolInfo Tool => new("heaptrail", ProductVersion.Text);

    /// <summary>Bytes of the whole heap, the 100 % of all shares.</summary>
    public long TotalBytes => heap.RetainedSizes[NodeIndex.Root] + heap.Graph.ExtraNativeBytes;

    /// <summary>Reads a file and computes its indices.</summary>
    /// <exception cref="Commands.UnreadableFileException">It cannot be read.</exception>
    public static OpenedSnapshot Read(string file, IProgressDisplay progress, CancellationToken cancel)
    {
        HeapGraph graph = SnapshotSeries.Read([file], progress, cancel).Last;
        progress.Step("analysing");
        return new(file, IndexedHeap.Build(graph, cancel));
    }

    /// <summary>The place in the source; a script without a name is called by its number.</summary>
    public SourceLocation? PlaceOf(ObjectLocation? location) => location is { } at
        ? new(scripts.Value.TryGetValue(at.ScriptId, out string? name) ? ProgramSources.ShownName(name) : $"script {at.ScriptId}", at.Line + 1, at.Column + 1)
        : null;

    /// <summary>A distance as people know it; <see langword="null"/> where only V8's own roots lead, or nothing.</summary>
    public static int? DistanceOf(int distance) => distance is >= 0 and < DistanceIndex.System ? distance : null;
}
