using Heaptrail.Diagnosis.Naming;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units hang in one of Node's lists of timers.</summary>
sealed class TimerRule : ILeakRule
{
    public string Id => "timer-never-cleared";

    public LeakCause Cause => LeakCause.Timer;

    public bool Explains(LeakSituation situation) =>
        TimerLists.IsList(situation.Heap.Graph[situation.Candidate.Holder]) || situation.PathBelowHolder().Any(edge => TimerLists.IsList(edge.Target));

    public LeakWords Describe(LeakSituation situation) => new(
        $"A timer is started {Phrases.EveryTime(situation)} and never cleared",
        $"a timer that Node.js keeps until it is cleared{Phrases.CallbackAt(situation.Named.Location)}",
        "Keep what setInterval or setTimeout returns and call clearInterval or clearTimeout when the work that it serves is over.",
        TimerDetail.Of(situation));
}
