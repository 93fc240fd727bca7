namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units wait for a promise: they are its reactions, or promises that never settle.</summary>
sealed class PromiseRule : ILeakRule
{
    public string Id => "promise-pending";

    public LeakCause Cause => LeakCause.Promise;

    public bool Explains(LeakSituation situation) =>
        situation.UnitClass == "Promise" || situation.HolderClass == "Promise"
        || situation.PathBelowHolder().Any(edge => edge.Target.HasName("system / PromiseReaction"u8));

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} collects reactions {Phrases.EveryTime(situation)}",
        situation.HolderClass == "Promise"
            ? $"waiting for {Phrases.HolderOf(situation)}, which has not settled"
            : $"waiting for a promise that {Phrases.HolderOf(situation)} holds and that has not settled",
        "Settle or drop the promise, or stop chaining then(), catch() or await to one that lives as long as the program.");
}
