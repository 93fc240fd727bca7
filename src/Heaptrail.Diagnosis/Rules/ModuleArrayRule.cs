namespace Heaptrail.Diagnosis.Rules;

/// <summary>The holder is an array by itself, and not one of those in a Map or Set.</summary>
sealed class ModuleArrayRule : ILeakRule
{
    public string Id => "array-grows";

    public LeakCause Cause => LeakCause.ModuleArray;

    public bool Explains(LeakSituation situation) => situation.HolderClass == "Array" && situation.Heap.Classes.NameOf(situation.Named.Named) is not ("Map" or "Set" or "WeakMap");

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} is never emptied",
        $"{Phrases.PartOf("Array")} {Phrases.HolderOf(situation)}",
        $"Nothing removes elements from {situation.Named.Name}: drop old ones (shift or splice at a limit), or keep the data outside the process.",
        UnitDetail.Of(situation));
}
