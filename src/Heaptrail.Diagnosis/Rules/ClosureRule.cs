using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units hang on one another through variables that functions captured.</summary>
sealed class ClosureRule : ILeakRule
{
    public string Id => "closure-captures";

    public LeakCause Cause => LeakCause.Closure;

    public bool Explains(LeakSituation situation)
    {
        if (situation.Candidate.IsDirect)
            return false;
        return situation.Anchor.IsContext() || ChainsThroughContext(situation);
    }

    public LeakWords Describe(LeakSituation situation) => new(
        $"Every new {situation.Named.Name} keeps the one before it",
        $"kept by a function of the next one, and the newest is {situation.Named.Name}",
        "Do not let the function see the old value: set the captured variable to null when it is done, or move the function out of that scope. All functions of one scope share its variables, also those that they do not use.",
        ClosureDetail.Of(situation));

    // From one unit the next one is reached through a context within a few steps.
    static bool ChainsThroughContext(LeakSituation situation)
    {
        const int FewSteps = 8;
        var seen = new HashSet<int> { situation.Unit.Index.Value };
        var queue = new Queue<(int Node, int Steps, bool Context)>([(situation.Unit.Index.Value, 0, false)]);
        while (queue.TryDequeue(out var at))
        {
            foreach (HeapEdge edge in situation.Heap.Graph[new NodeIndex(at.Node)].Edges)
            {
                if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || !seen.Add(edge.TargetIndex.Value))
                    continue;
                bool context = at.Context || edge.Target.IsContext();
                if (context && situation.Heap.Classes[edge.TargetIndex] == situation.Candidate.UnitClass)
                    return true;
                if (at.Steps < FewSteps && situation.Heap.Graph[edge.TargetIndex].EdgeCount < 1000)
                    queue.Enqueue((edge.TargetIndex.Value, at.Steps + 1, context));
            }
        }
        return false;
    }
}
