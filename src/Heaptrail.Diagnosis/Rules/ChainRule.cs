using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Each unit keeps the one before it in a property, and whoever works with the newest keeps them all.</summary>
sealed class ChainRule : ILeakRule
{
    public string Id => "chain-grows";

    public LeakCause Cause => LeakCause.Other;

    public bool Explains(LeakSituation situation) =>
        situation.Candidate is { IsChain: true, Slot: { } link } && situation.Heap.Graph[link].Type == EdgeType.Property;

    public LeakWords Describe(LeakSituation situation)
    {
        string name = situation.Named.Name;
        return new(
            $"Every new {situation.UnitClass} keeps the one before it in {name}",
            $"kept by the next one through its property {name}",
            $"Copy what is needed from the one before instead of pointing at it, or set {name} to null when its work is over: whatever keeps the newest one keeps them all.");
    }
}
