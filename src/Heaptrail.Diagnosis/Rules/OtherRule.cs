namespace Heaptrail.Diagnosis.Rules;

/// <summary>Last resort: it grows, and the name of the holder must do.</summary>
sealed class OtherRule : ILeakRule
{
    public string Id => "object-grows";

    public LeakCause Cause => LeakCause.Other;

    public bool Explains(LeakSituation situation) => true;

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps more {Phrases.EveryTime(situation)}",
        $"kept by {Phrases.HolderOf(situation)}",
        $"Let go of what {situation.Named.Name} leads to when its work is over.");
}
