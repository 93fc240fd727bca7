using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>How the objects of a class are held: read, find the ways, count equal ones.</summary>
sealed class RetainerPatternsWorkflow(string file, string className, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public RetainerPatternsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal RetainerPatternsView Show(OpenedSnapshot snapshot)
    {
        ClassMembers members = NamedClass.Find(snapshot, className);
        IReadOnlyList<RetainerPattern> patterns = RetainerPatterns.Find(snapshot.Heap, members);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Class = className,
            Count = members.Nodes.Count,
            RetainedBytes = members.RetainedBytes,
            Patterns = patterns.Count,
            Rows = [.. patterns.Take(top).Select(pattern => new RetainerPatternInfo(
                [.. pattern.Steps.Select(step => Describe(step, snapshot))], pattern.IsHeld, pattern.Count, pattern.ShallowBytes, pattern.RetainedBytes,
                snapshot.Heap.Graph[pattern.Example].Id))],
        };
    }

    static PatternStepInfo Describe(PatternStep step, OpenedSnapshot snapshot)
    {
        bool isFunction = snapshot.Heap.Graph[step.Example].Type == NodeType.Closure;
        return new(new(step.Edge.Word(), step.Name ?? ""), snapshot.DescribeWithPlace(step.Example),
            isFunction ? snapshot.PlaceOf(snapshot.Heap.Graph.Locations[step.Example]) : null, step.IsOne, step.IsRepeated, step.IsCut);
    }
}
