using System.Collections.Immutable;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>One snapshot file, read and indexed, with the places of its functions.</summary>
sealed class OpenedSnapshot(string file, IndexedHeap heap)
{
    const int LongestName = 1000;
    const int LongestPath = 40;

    readonly ScriptPlaces scripts = new();

    /// <summary>Path as the user gave it, or that it was standard input.</summary>
    public string File => SnapshotInput.NameOf(file);

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
        progress.Step("reading");
        return new(file, SnapshotInput.Open(file, new() { Progress = new ReadingProgress(progress) }, progress, cancel));
    }

    /// <summary>The node that the user named.</summary>
    /// <exception cref="UsageException">There is none with this id.</exception>
    public NodeIndex Find(ObjectId id) => NodeSearch.ById(heap.Graph, id.Value) is { IsSome: true } node
        ? node
        : throw new UsageException($"{File} has no object {id}: ids stand behind the @ in what 'dominators', 'retainers' and 'leaks' print");

    /// <summary>A node as the views show it.</summary>
    public ObjectInfo Describe(NodeIndex index)
    {
        HeapNode node = heap.Graph[index];
        string name = NodeNames.Of(node);
        return new(node.Id, heap.Classes.NameOf(index), name.Length > LongestName ? name[..LongestName] : name, heap.Graph.TypeName(node.Type),
            DistanceOf(heap.Distances[index]), heap.ShallowSizes[index], heap.RetainedSizes[index]);
    }

    /// <summary>A shortest path to a node from an object that the root holds, that object first.</summary>
    public ImmutableArray<HeldStep> PathTo(NodeIndex node)
    {
        IReadOnlyList<HeapEdge> path = ShortestPath.To(heap, node);
        // The way down a list has as many steps as the list has elements.
        int skipped = int.Max(path.Count - LongestPath, 0);
        return [
            new(null, Describe(path.Count > 0 ? heap.Graph.SourceOf(path[0].Index) : node)),
            .. path.Where((_, i) => i < LongestPath / 2 || i >= (LongestPath / 2) + skipped)
                .Select((edge, i) => new HeldStep(Describe(edge), Describe(edge.TargetIndex), i == LongestPath / 2 ? skipped : 0))];
    }

    /// <summary>What the bytes are. Linear.</summary>
    public StatisticsInfo Statistics()
    {
        HeapStatistics bytes = heap.Frequent.Statistics;
        return new(bytes.TotalBytes, bytes.CodeBytes, bytes.StringBytes, bytes.ArrayBytes, bytes.TypedArrayBytes, bytes.SystemBytes, bytes.OtherBytes, bytes.OtherNativeBytes);
    }

    /// <summary>An edge as the views show it.</summary>
    public static PathEdge Describe(HeapEdge edge) => new(edge.Type.Word(), edge.Name);

    /// <summary>The place in the source; the original one where the script has a source map. A script without a name is called by its number.</summary>
    public SourceLocation? PlaceOf(ObjectLocation? location)
    {
        if (location is not { } at)
            return null;
        return scripts.PlaceOf(heap.Frequent.ScriptNames.GetValueOrDefault(at.ScriptId), at.ScriptId, at.Line + 1, at.Column + 1);
    }

    /// <summary>A node whose place is shown beside it: a function has its name of the original file then.</summary>
    public ObjectInfo DescribeWithPlace(NodeIndex index)
    {
        ObjectInfo described = Describe(index);
        return heap.Graph[index].Type == NodeType.Closure && heap.Graph.Locations[index] is { } at
            ? described with { Name = scripts.NameOf(described.Name, heap.Frequent.ScriptNames.GetValueOrDefault(at.ScriptId), at.ScriptId, at.Line + 1, at.Column + 1) }
            : described;
    }

    /// <summary>A distance as people know it; <see langword="null"/> where only V8's own roots lead, or nothing.</summary>
    public static int? DistanceOf(int distance) => distance is >= 0 and < DistanceIndex.System ? distance : null;
}
