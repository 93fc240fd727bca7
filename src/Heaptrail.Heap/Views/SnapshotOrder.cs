using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Whether two snapshots are of one process, and which is the older. V8 gives an object an id when a snapshot first sees it, always a
/// higher one than those before; so each snapshot has higher ids than all before it.
/// </summary>
/// <param name="Ids">How well their ids agree.</param>
/// <param name="HighestFirst">Highest odd id of the snapshot that was given first.</param>
/// <param name="HighestSecond">Highest odd id of the other.</param>
public readonly record struct SnapshotOrder(IdAgreement Ids, long HighestFirst, long HighestSecond)
{
    /// <summary>Whether the one that was given second is older.</summary>
    public bool IsReversed => HighestSecond < HighestFirst;

    /// <summary>Whether nothing happened between them: one file given twice, mostly.</summary>
    public bool IsSame => HighestSecond == HighestFirst;

    /// <summary>Compares two graphs by id. Linear.</summary>
    /// <param name="first">The snapshot that was given first.</param>
    /// <param name="second">The snapshot that was given second.</param>
    public static SnapshotOrder Of(HeapGraph first, HeapGraph second)
    {
        long highestFirst = Highest(first);
        long highestSecond = Highest(second);
        // The place of each object by half its id, which is odd; one more, so that 0 is none.
        var places = new int[(highestFirst >> 1) + 1];
        ReadOnlySpan<uint> ids = first.NodeIds.Span;
        for (int node = 0; node < ids.Length; node++)
        {
            if ((ids[node] & 1) == 1)
                places[ids[node] >> 1] = node + 1;
        }
        var check = new ProcessCheck(first, second);
        ids = second.NodeIds.Span;
        for (int node = 0; node < ids.Length; node++)
        {
            if ((ids[node] & 1) == 1 && ids[node] <= highestFirst && places[ids[node] >> 1] is > 0 and var place)
                check.Compare(place - 1, node);
        }
        return new(check.Result, highestFirst, highestSecond);
    }

    static long Highest(HeapGraph graph)
    {
        uint highest = 0;
        foreach (uint id in graph.NodeIds.Span)
            highest = (id & 1) == 1 ? Math.Max(highest, id) : highest;
        return highest;
    }
}
