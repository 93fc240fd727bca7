namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are what a FinalizationRegistry keeps beside objects that do not go: the held values.</summary>
sealed class FinalizationRule : ILeakRule
{
    public string Id => "finalization-backlog";

    public LeakCause Cause => LeakCause.Other;

    public bool Explains(LeakSituation situation) =>
        situation.HolderClass == "FinalizationRegistry" || situation.PathBelowHolder().Any(edge => edge.Target.HasName("system / WeakCell"u8));

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} registers something {Phrases.EveryTime(situation)} and never lets go of it",
        $"a value that {Phrases.HolderOf(situation)} keeps until the object that it was registered for is collected",
        $"The registered objects live on, or are registered again and again: call {situation.Named.Name}.unregister(token) when the work is over, and make sure that the held value does not lead to the object itself.");
}
