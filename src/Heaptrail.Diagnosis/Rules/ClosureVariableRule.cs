namespace Heaptrail.Diagnosis.Rules;

/// <summary>The holder is a list or set that no module and no object has by name: it lives as long as the function that captured it.</summary>
sealed class ClosureVariableRule : ILeakRule
{
    public string Id => "closure-list-grows";

    public LeakCause Cause => LeakCause.Closure;

    public bool Explains(LeakSituation situation) =>
        situation.Candidate.IsDirect && situation.Named.Kind == HolderKind.ClosureVariable && situation.Named.Named == situation.Anchor.Index
        && situation.HolderClass is "Array" or "Set";

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} lives as long as the function that captured it, and is never emptied",
        $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
        $"Take what is over out of {situation.Named.Name}, hold it by a WeakRef, or let the function go that captured {situation.Named.Name}.");
}
