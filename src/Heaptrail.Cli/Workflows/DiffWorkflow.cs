using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What differs between snapshots: read the last, then one earlier one after the other, and compare.</summary>
sealed class DiffWorkflow(IReadOnlyList<string> files, ComparisonSelection selection, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UsageException">There is nothing to compare.</exception>
    public DiffView Run(CancellationToken cancel)
    {
        if (files.Count < 2)
            throw new UsageException("one snapshot has no difference: give two or more of one process, oldest first");
        // The last is read first: its classes of plain objects are those of all.
        OpenedSnapshot last = OpenedSnapshot.Read(files[^1], progress, cancel);
        return Show(last, ReadEarlier(cancel));
    }

    // One at a time: what of it is compared is kept by the comparer.
    IEnumerable<OpenedSnapshot> ReadEarlier(CancellationToken cancel)
    {
        foreach (string file in files.SkipLast(1))
        {
            var snapshot = OpenedSnapshot.Read(file, progress, cancel);
            yield return snapshot;
            snapshot.Heap.Dispose();
        }
    }

    internal DiffView Show(OpenedSnapshot last, IEnumerable<OpenedSnapshot> earlier)
    {
        var comparer = new HeapComparer(last.Heap);
        var snapshots = new List<ComparedSnapshot>();
        foreach (OpenedSnapshot snapshot in earlier)
        {
            comparer.AddEarlier(snapshot.Heap);
            snapshots.Add(Describe(snapshot));
        }
        snapshots.Add(Describe(last));
        HeapComparison comparison = comparer.Compare();
        IReadOnlyList<ComparedClass> chosen = selection.Apply(comparison.Classes);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            Snapshots = [.. snapshots],
            Classes = chosen.Count,
            Rows = [.. chosen.Take(top).Select(row => Describe(row, last))],
            GrowingObjects = comparison.Growing.Count,
            Growing = [.. comparison.Growing.Take((top + 1) / 2).Select(g => new GrowingObjectInfo(last.Describe(g.Node), [.. g.References], [.. g.RetainedBytes]))],
            Warnings = [.. Warnings(comparison, snapshots)],
        };
    }

    static ComparedSnapshot Describe(OpenedSnapshot snapshot) =>
        new(snapshot.File, snapshot.Heap.Graph.NodeCount, snapshot.Heap.Graph.EdgeCount, snapshot.TotalBytes);

    static ComparedClassInfo Describe(ComparedClass row, OpenedSnapshot last) => new(
        row.Class, last.PlaceOf(row.Location), [.. row.Counts], [.. row.ShallowBytes], row.NewCount, row.NewBytes, row.DeletedCount, row.DeletedBytes,
        row.CountDelta, row.BytesDelta, row.SurvivorCount, row.SurvivorBytes, row.GrowsEveryTime, row.Example.IsSome ? last.Heap.Graph[row.Example].Id : null);

    static IEnumerable<string> Warnings(HeapComparison comparison, List<ComparedSnapshot> snapshots)
    {
        for (var i = 0; i < comparison.Agreement.Count; i++)
        {
            if (comparison.Agreement[i] is { IsOtherProcess: true } ids)
            {
                yield return $"{snapshots[i].File} is of another process than {snapshots[^1].File}: {Counts.Of(ids.Different, "object")} of {Counts.Format(ids.Common)} "
                    + "with the same id are different objects. What counts as new or deleted is then an accident, and nothing can be said to grow; only the counts are right.";
            }
        }
        long changed = comparison.Classes.Sum(row => row.NewCount + row.DeletedCount);
        if (comparison.EmbedderObjects * 10 > changed)
        {
            yield return $"{Counts.Of(comparison.EmbedderObjects, "new or deleted object")} of {Counts.Format(changed)} belong to the embedder, which numbers its objects "
                + "anew in each snapshot: the same object counts as deleted and new. Look at their delta only.";
        }
    }
}
