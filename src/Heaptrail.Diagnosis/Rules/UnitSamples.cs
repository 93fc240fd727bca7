using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Some of the leaked objects. One alone does not tell what is the same for all of them and what each has of its own.</summary>
static class UnitSamples
{
    const int Most = 32;
    const int MostSeen = 200_000;

    /// <summary>Units that the holder points at, its stores looked through; the one unit that is known when it points at none itself.</summary>
    internal static IReadOnlyList<HeapNode> Of(LeakSituation situation)
    {
        var found = new List<HeapNode> { situation.Unit };
        if (!situation.Candidate.IsDirect)
            return found;
        var seen = new HashSet<int> { situation.Anchor.Index.Value, situation.Unit.Index.Value };
        var stores = new Queue<HeapNode>([situation.Anchor]);
        while (stores.TryDequeue(out HeapNode at))
        {
            foreach (HeapEdge edge in at.Edges)
            {
                if (found.Count == Most || seen.Count == MostSeen)
                    return found;
                if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || !seen.Add(edge.TargetIndex.Value))
                    continue;
                if (situation.Heap.Classes[edge.TargetIndex] == situation.Candidate.UnitClass)
                    found.Add(edge.Target);
                else if (edge.Target.IsStore() && NodeRoles.RoleOf(edge.Target) == Role.Store)
                    stores.Enqueue(edge.Target);
            }
        }
        return found;
    }
}
