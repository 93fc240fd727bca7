using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// The units are the pieces of one string that gets longer and longer: V8 keeps both halves of what was put together. Or there is one
/// string at a time, each longer than the one before.
/// </summary>
sealed class StringGrowthRule : ILeakRule
{
    public string Id => "string-grows";

    public LeakCause Cause => LeakCause.Other;

    public bool Explains(LeakSituation situation) =>
        situation.Candidate.IsReplaced || (!situation.Candidate.IsDirect && situation.Anchor.Type == NodeType.ConsString && situation.Unit.Type is NodeType.ConsString or NodeType.String);

    public LeakWords Describe(LeakSituation situation) => new(
        $"The text {situation.Named.Name} gets longer {Phrases.EveryTime(situation)}",
        $"a piece of the text {situation.Named.Name}",
        $"Write the text out and start {situation.Named.Name} anew, or keep only the last part of it.");
}
