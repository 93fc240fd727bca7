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
    public static SnapshotOrder Of(HeapGraph first, HeapGraph second) => Of(ObjectMarks.Of(first), ObjectMarks.Of(second));

    /// <summary>Compares two snapshots by what is kept of them. Linear.</summary>
    /// <param name="first">The snapshot that was given first.</param>
    /// <param name="second">The snapshot that was given second.</param>
    public static SnapshotOrder Of(ObjectMarks first, ObjectMarks second) => new(first.Compare(second), first.HighestId, second.HighestId);
}
