using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units belong to the context of asynchronous work: stores, resources, domains, or a map that a hook fills.</summary>
sealed class AsyncContextRule : ILeakRule
{
    const string StartOutside = "What is created inside run() carries that store as long as it lives: start what lives long (timers, pools, subscriptions) outside, or with storage.exit(), and keep only small values in a store.";

    public string Id => "async-context-kept";

    public LeakCause Cause => LeakCause.AsyncContext;

    public bool Explains(LeakSituation situation) => KindOf(situation) is not null;

    public LeakWords Describe(LeakSituation situation)
    {
        string name = situation.Named.Name;
        string part = $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}";
        return KindOf(situation) switch
        {
            Kind.Hook => new(
                $"{name} gets an entry for asynchronous work and never loses it",
                part,
                $"Delete the entry in the hooks destroy and promiseResolve of the same createHook(), or use AsyncLocalStorage, which needs no map.",
                $"The init hook of async_hooks fills {name}."),
            Kind.Storage => new(
                $"An AsyncLocalStorage is created {Phrases.EveryTime(situation)} and never disabled",
                part,
                "Create one AsyncLocalStorage at the top of a module and use it for all requests; call disable() on one that is no longer needed."),
            Kind.Resource => new(
                $"An AsyncResource is created {Phrases.EveryTime(situation)} and kept by {name}",
                part,
                $"Take the resource out of {name} when its work is over. Each keeps the store of the request that it was created in."),
            Kind.Domain => new(
                $"{name} keeps {(situation.UnitClass == "Domain" ? "domains" : "what was added to a domain")}",
                part,
                "Remove members with domain.remove() when their work is over, leave a domain with exit(), or move to AsyncLocalStorage."),
            Kind.Chain => new(
                $"Every new {situation.UnitClass} keeps the one before it in {name}, and AsyncLocalStorage keeps the newest",
                $"kept by the next one through its {(situation.Named.Edge is { } link && situation.Heap.Graph[link].Type == EdgeType.Context ? "variable" : "property")} {name}",
                $"Copy what is needed from the one before instead of pointing at it, or set {name} to null when its work is over. {StartOutside}",
                "The newest is a store of AsyncLocalStorage, or hangs on one, in work that goes on."),
            _ => new(
                $"{name} grows in a store of AsyncLocalStorage that never ends",
                part,
                StartOutside,
                "The store belongs to asynchronous work that goes on."),
        };
    }

    static Kind? KindOf(LeakSituation situation)
    {
        if (situation.Candidate is { IsChain: true, Slot: not null })
            return AsyncContext.HasNewestOf(situation) ? Kind.Chain : null;
        if (!situation.Candidate.IsDirect)
            return AsyncContext.LeadsOverStore(situation) ? Kind.Store : null;
        if (situation.Unit.HasName("AsyncLocalStorage"u8))
            return Kind.Storage;
        if (situation.Unit.HasName("AsyncResource"u8))
            return Kind.Resource;
        if (situation.Unit.HasName("Domain"u8) || (situation.Named.Owner.IsSome && situation.Heap.Graph[situation.Named.Owner].HasName("Domain"u8) && situation.Named.Name == "members"))
            return Kind.Domain;
        if (AsyncContext.IsInStore(situation))
            return Kind.Store;
        return AsyncContext.IsFilledByHook(situation) ? Kind.Hook : null;
    }

    enum Kind
    {
        Store,
        Storage,
        Resource,
        Domain,
        Hook,
        Chain,
    }
}
