using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are listeners of an emitter: they hang below its property _events (EventEmitter) or in its map of listeners (EventTarget).</summary>
sealed class EventListenerRule : ILeakRule
{
    public string Id => "listener-grows";

    public LeakCause Cause => LeakCause.EventListener;

    public bool Explains(LeakSituation situation) =>
        situation.Named.EventName is not null || situation.PathBelowHolder().Any(edge => edge.Type == EdgeType.Property && edge.HasName("_events"u8));

    public LeakWords Describe(LeakSituation situation)
    {
        string listener = situation.Named.EventName is { } name ? $"listener '{name}'" : "listener";
        string emitter = $"{situation.Heap.Classes.NameOf(situation.Named.Named)} {situation.Named.Name}";
        return new(
            $"A {listener} is added to {situation.Named.Name} {Phrases.EveryTime(situation)} and never removed",
            $"a {listener} of {emitter}",
            $"Remove the listener when the work that it serves is over ({situation.Named.Name}.off or removeListener with the same function), or add it once outside.");
    }
}
