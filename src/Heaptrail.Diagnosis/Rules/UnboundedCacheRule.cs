using Heaptrail.Diagnosis.Growth;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The holder is a Map, a Set or an object used as a dictionary.</summary>
sealed class UnboundedCacheRule : ILeakRule
{
    public string Id => "map-grows";

    public LeakCause Cause => LeakCause.UnboundedCache;

    public bool Explains(LeakSituation situation) => situation.Candidate.IsDirect || IsCopied(situation);

    // cache = { ...cache, [key]: value } makes a new dictionary each time: what lasts is the variable, and the entries.
    static bool IsCopied(LeakSituation situation)
    {
        if (situation.Candidate is not { Slot: not null, IsChain: false } || situation.HolderClass == situation.UnitClass)
            return false;
        return HeldObjects.Count(situation.Heap.Graph, situation.Anchor.Index) >= situation.Candidate.Unit.Cumulated().Last() / 2;
    }

    public LeakWords Describe(LeakSituation situation)
    {
        KeyKind keys = CacheKeys.Of(situation);
        return new(
            $"{situation.Named.Name} gains entries {Phrases.EveryTime(situation)} and loses none",
            $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
            Fix(situation, keys),
            Detail(situation, keys));
    }

    static string Fix(LeakSituation situation, KeyKind keys)
    {
        string name = situation.Named.Name;
        if (situation.IsWeakMapEntry)
            return $"Delete the entry when its work is over, or drop {name} itself: a WeakMap lets go only when the key does.";
        return situation.HolderClass == "Map" && keys == KeyKind.Objects
            ? $"Delete the entry when its work is over, or make {name} a WeakMap: its keys are objects, and an entry then goes with its key."
            : $"Delete the entry when its work is over, or give {name} a limit (an LRU cache) or its entries an age (TTL).";
    }

    static string Detail(LeakSituation situation, KeyKind keys)
    {
        if (UnitDetail.Of(situation) is { Length: > 0 } unit)
            return unit;
        return keys switch
        {
            KeyKind.Objects => "The keys are objects: an equal object made anew is another key.",
            KeyKind.Addresses => "The keys look like addresses: what differs from request to request (a query, an id) makes a new entry each time.",
            KeyKind.Times => "The keys look like times, which never come again.",
            KeyKind.Identifiers => "The keys look like ids or hashes, which do not come again.",
            KeyKind.Numbers => "The keys are numbers, such as a counter or an id.",
            _ => "",
        };
    }
}
