namespace Heaptrail.Diagnosis.Rules;

/// <summary>The holder is a property of the global object.</summary>
sealed class GlobalRule : ILeakRule
{
    public string Id => "global-grows";

    public LeakCause Cause => LeakCause.Global;

    public bool Explains(LeakSituation situation) => situation.Named.Kind == HolderKind.Global;

    public LeakWords Describe(LeakSituation situation) => new(
        $"global.{situation.Named.Name} is never emptied",
        $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
        $"Delete entries of global.{situation.Named.Name} when they are no longer needed, or give it a limit (an LRU cache).");
}
