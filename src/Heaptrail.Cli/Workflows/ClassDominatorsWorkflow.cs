using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What owns the objects of a class: read, find, group by class.</summary>
sealed class ClassDominatorsWorkflow(string file, string className, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public ClassDominatorsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal ClassDominatorsView Show(OpenedSnapshot snapshot)
    {
        ClassMembers members = NamedClass.Find(snapshot, className);
        IReadOnlyList<ClassDominator> rows = ClassDominators.Find(snapshot.Heap, members);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Class = className,
            Count = members.Nodes.Count,
            RetainedBytes = members.RetainedBytes,
            Classes = rows.Count,
            Rows = [.. rows.Take(top).Select(row => new ClassDominatorInfo(
                row.Class, row.Owners, row.Count, row.ShallowBytes, row.RetainedBytes, snapshot.Describe(row.Largest)))],
        };
    }
}
