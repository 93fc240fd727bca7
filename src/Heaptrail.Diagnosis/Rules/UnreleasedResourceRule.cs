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

    // The verbs by which a thing is ended.
    static readonly HashSet<string> End = ["close", "destroy", "end", "disconnect", "terminate", "dispose", "shutdown", "release"];

    public string Id => "resource-unreleased";

    public LeakCause Cause => LeakCause.UnreleasedResource;

    public bool Explains(LeakSituation situation)
    {
        if (!situation.Candidate.IsDirect || situation.Unit.Type != NodeType.Object)
            return false;
        bool keeperTakesBack = situation.Named.Kind == HolderKind.Property && HasMethod(situation.Heap.Graph[situation.Named.Owner], GiveBack);
        return keeperTakesBack || OwnsHandle(situation.Unit) || HasMethod(situation.Unit, End);
    }

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.UnitClass} is taken {Phrases.EveryTime(situation)} and never given back",
        $"{Phrases.PartOf(situation.HolderClass)} {situation.HolderClass} {situation.Named.Name}",
        $"Give it back or close it on every path, also when something fails: try {{ … }} finally {{ … }} around the use of each {situation.UnitClass}.");

    static bool OwnsHandle(HeapNode node) => node.Follow(EdgeType.Property, "_handle"u8) is { } handle && NodeRoles.RoleOf(handle) == Role.Counted && handle.Type == NodeType.Object;

    static bool HasMethod(HeapNode node, HashSet<string> verbs)
    {
        const int LongestChain = 8;
        HeapNode? prototype = node.Follow(EdgeType.Property, "__proto__"u8);
        for (int i = 0; i < LongestChain && prototype is { } at; i++)
        {
            foreach (HeapEdge edge in at.Edges)
            {
                if (edge.Type == EdgeType.Property && edge.Target.Type == NodeType.Closure && verbs.Contains(edge.Name))
                    return true;
            }
            prototype = at.Follow(EdgeType.Property, "__proto__"u8);
        }
        return false;
    }
}
