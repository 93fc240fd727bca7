using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Where bytes gather: read, find the drops.</summary>
sealed class DominatorDropsWorkflow(string file, long? leastBytes, int top, IProgressDisplay progress)
{
    // Less than a hundredth of the heap is not worth a look, unless asked for.
    const int UsualShare = 100;

    /// <summary>Does it.</summary>
    public DominatorDropsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal DominatorDropsView Show(OpenedSnapshot snapshot)
    {
        long least = leastBytes ?? Math.Max(1, snapshot.TotalBytes / UsualShare);
        IReadOnlyList<DominatorDrop> drops = DominatorDrops.Find(snapshot.Heap, least);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            LeastBytes = least,
            Drops = drops.Count,
            Rows = [.. drops.Take(top).Select(drop => new DominatorDropInfo(
                snapshot.Describe(drop.Node), drop.Largest.IsSome ? snapshot.Describe(drop.Largest) : null, drop.Dominated, drop.Bytes))],
        };
    }
}
