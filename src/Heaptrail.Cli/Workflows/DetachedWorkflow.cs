using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What was taken out of a document and is still held: read, find, say by whom.</summary>
sealed class DetachedWorkflow(string file, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public DetachedView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal DetachedView Show(OpenedSnapshot snapshot)
    {
        DetachedTrees trees = DetachedTrees.Find(snapshot.Heap);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Node = snapshot.Heap.Frequent.NodeVersion,
            Attached = trees.Attached,
            Count = trees.Groups.Sum(group => group.Row.Count),
            Classes = trees.Groups.Count,
            Groups = [.. trees.Groups.Take(top).Select(group => new DetachedInfo(group.Row.Class, group.Row.Count, OpenedSnapshot.DistanceOf(group.Row.Distance),
                group.Row.ShallowBytes, group.Row.RetainedBytes, snapshot.Describe(group.Sample), snapshot.PathTo(group.Sample)))],
            OtherRealms = [.. NativeContexts.Find(snapshot.Heap.Graph).Skip(1).Take(top).Select(realm => new RealmInfo(snapshot.Describe(realm), snapshot.PathTo(realm)))],
        };
    }
}
