using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The holder is a Map, a Set or an object used as a dictionary.</summary>
sealed class UnboundedCacheRule : ILeakRule
{
    public string Id => "map-grows";

    public LeakCause Cause => LeakCause.UnboundedCache;

    public bool Explains(LeakSituation situation) => situation.Candidate.IsDirect;

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} gains entries {Phrases.EveryTime(situation)} and loses none",
        $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
        Fix(situation));

    static string Fix(LeakSituation situation) => situation.HolderClass == "Map" && situation.Unit.Type == NodeType.Object
        ? $"Delete the entry when its work is over, give {situation.Named.Name} a limit (an LRU cache), or make it a WeakMap: its keys are objects."
        : $"Delete the entry when its work is over, or give {situation.Named.Name} a limit (an LRU cache).";
}
