namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are objects of the embedder (nodes of a page) that were taken out of what they belonged to.</summary>
sealed class DetachedRule : ILeakRule
{
    const int Detached = 2;

    public string Id => "detached-kept";

    public LeakCause Cause => LeakCause.Detached;

    public bool Explains(LeakSituation situation) =>
        situation.Unit.RawName.StartsWith("Detached ", StringComparison.Ordinal) || situation.Facts.Detached[situation.Unit.Index] == Detached;

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps what was taken out of the page",
        $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
        $"Let go of the object when it is taken out: clear {situation.Named.Name}, or hold it by a WeakRef or as the key of a WeakMap.",
        "It is detached: nothing shows it any more.");
}
