using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// The units are listeners of an emitter: they hang below its property _events (EventEmitter), or in another property of an object
/// to which listeners can be added and from which they can be taken.
/// </summary>
sealed class EventListenerRule : ILeakRule
{
    public string Id => "listener-grows";

    public LeakCause Cause => LeakCause.EventListener;

    public bool Explains(LeakSituation situation) =>
        situation.Named.EventName is not null || situation.PathBelowHolder().Any(edge => edge.Type == EdgeType.Property && edge.HasName("_events"u8))
        || IsOfTarget(situation) || IsTableOfEmitter(situation);

    public LeakWords Describe(LeakSituation situation)
    {
        if (situation.Named.EventName is null && IsTableOfEmitter(situation))
        {
            return new(
                $"{situation.Named.Name} collects listeners {Phrases.EveryTime(situation)}",
                $"{(situation.UnitClass == "Array" ? "a list of listeners" : "a listener")} in {Phrases.HolderOf(situation)}",
                $"Remove the listener when the work that it serves is over, and the entry of {situation.Named.Name} with the last listener of an event.",
                ListenerDetail.Of(situation));
        }
        string listener = situation.Named.EventName is { } name ? $"listener '{name}'" : "listener";
        return new(
            $"A {listener} is added to {situation.Named.Name} {Phrases.EveryTime(situation)} and never removed",
            $"a {listener} of {Phrases.EmitterOf(situation)}",
            IsOfTarget(situation)
                ? "Remove the listener when the work that it serves is over (removeEventListener with the same function), or let it go by itself: the options { once: true } and { signal } of addEventListener, or an AbortController for each piece of work."
                : $"Remove the listener when the work that it serves is over ({situation.Named.Name}.off or removeListener with the same function), or add it once outside.",
            ListenerDetail.Of(situation))
        {
            Place = ListenerDetail.PlaceOf(situation),
        };
    }

    static bool IsOfTarget(LeakSituation situation) => EventTargets.IsListener(situation.Unit) || EventTargets.IsListener(situation.Anchor);

    static bool IsTableOfEmitter(LeakSituation situation) =>
        situation.Candidate.IsDirect && situation.Named.Kind == HolderKind.Property && IsListenerOrList(situation.Unit)
        && Methods.IsEmitter(situation.Heap.Graph[situation.Named.Owner]);

    // A list may be empty: its last listener was taken, the list was not.
    static bool IsListenerOrList(HeapNode unit)
    {
        if (unit.Type == NodeType.Closure)
            return true;
        if (unit.Type != NodeType.Object || !unit.HasName("Array"u8))
            return false;
        foreach (HeapEdge edge in unit.Edges)
        {
            if (edge.Type == EdgeType.Element && edge.Target.Type != NodeType.Closure)
                return false;
        }
        return true;
    }
}
