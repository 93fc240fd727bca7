using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>
/// The units are things that must be given back: their class or the class that keeps them has a method for it, or they own a handle
/// of the operating system.
/// </summary>
sealed class UnreleasedResourceRule : ILeakRule
{
    // The verbs by which libraries of the ecosystem give a thing back to its keeper.
    static readonly HashSet<string> GiveBack = ["release", "giveBack", "checkin", "checkIn", "returnConnection", "releaseConnection", "unregister", "unref"];

    // The verbs by which a connection, a server or a worker is ended.
    static readonly HashSet<string> Close = ["close", "disconnect", "terminate", "shutdown"];

    // These are used for much else; together with events they are those of a stream or a connection.
    static readonly HashSet<string> End = ["end", "destroy", "dispose", "release"];

    public string Id => "resource-unreleased";

    public LeakCause Cause => LeakCause.UnreleasedResource;

    public bool Explains(LeakSituation situation)
    {
        if (situation.Candidate.OpenHandles is not null)
            return true;
        if (!situation.Candidate.IsDirect || situation.Unit.Type != NodeType.Object)
            return false;
        bool keeperTakesBack = situation.Named.Kind == HolderKind.Property && Methods.HasAny(situation.Heap.Graph[situation.Named.Owner], GiveBack);
        return keeperTakesBack || OwnsHandle(situation.Unit) || Methods.HasAny(situation.Unit, Close)
            || (Methods.HasAny(situation.Unit, End) && Methods.IsEmitter(situation.Unit));
    }

    public LeakWords Describe(LeakSituation situation)
    {
        string of = situation.UnitClass;
        string call = CloseCall.Of(situation.Unit, of) is { } close ? $" with {close}" : "";
        if (situation.Candidate.OpenHandles is not null)
        {
            return new(
                $"{of} is opened {Phrases.EveryTime(situation)} and never closed",
                "open, and Node.js keeps what is open until it is closed",
                $"Close each {of}{call} on every path, also when something fails: try {{ … }} finally {{ … }} around its use.",
                ListenerDetail.OfResource(situation))
            {
                Place = ListenerDetail.OnResource(situation)?.Place,
            };
        }
        return new(
            $"{of} is taken {Phrases.EveryTime(situation)} and never given back",
            $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}",
            $"Give it back or close it{call} on every path, also when something fails: try {{ … }} finally {{ … }} around the use of each {of}.");
    }

    static bool OwnsHandle(HeapNode node) => node.Follow(EdgeType.Property, "_handle"u8) is { } handle && NodeRoles.RoleOf(handle) == Role.Counted && handle.Type == NodeType.Object;
}
