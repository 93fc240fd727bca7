using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Compares the last snapshot of a process with earlier ones, which are given one after the other and are not kept: at no time are
/// more than two graphs needed.
/// </summary>
public sealed class HeapComparer
{
    readonly IndexedHeap heap;
    readonly ClassKeys keys = new();
    readonly ComparedObjects.LastHeap last;
    readonly GrowingObjects growing;
    readonly List<ClassTally> tallies = [];
    readonly List<IdAgreement> agreement = [];
    int[]? firstSeen;
    long deletedOfEmbedder;

    /// <summary>Takes the last snapshot.</summary>
    public HeapComparer(IndexedHeap last)
    {
        heap = last;
        this.last = new(last, keys);
        growing = new(last);
    }

    /// <summary>Takes an earlier snapshot, the oldest first.</summary>
    public void AddEarlier(IndexedHeap heap)
    {
        int snapshot = agreement.Count;
        var earlier = ComparedObjects.Build(heap, keys, last);
        ComparedObjects objects = last.Objects;
        ClassTally.Extend(tallies, keys.Count);
        earlier.AddTotals(tallies, snapshot);
        ObjectMerge[] parts = ObjectMerge.Run(earlier, objects, snapshot, FirstSeen(), keys.Count);
        long common = 0, different = 0;
        foreach (ObjectMerge part in parts)
        {
            common += part.Agreement.Common;
            different += part.Agreement.Different;
            for (int number = 0; number < part.Deleted.Length; number++)
                tallies[number].Delete(part.Deleted[number]);
            deletedOfEmbedder += part.DeletedOfEmbedder;
        }
        agreement.Add(new(common, different));
        growing.Add(heap, objects.ById, parts, agreement[^1].IsOtherProcess);
    }

    /// <summary>The result for the snapshots given so far.</summary>
    public HeapComparison Compare()
    {
        int lastSnapshot = agreement.Count;
        ComparedObjects objects = last.Objects;
        ClassTally.Extend(tallies, keys.Count);
        IReadOnlyList<GrowingObject> found = [];
        long newOfEmbedder = 0;
        Parallel.Invoke(() => found = growing.Find(), () => newOfEmbedder = TakeNew(objects));
        objects.AddTotals(tallies, lastSnapshot);
        return new()
        {
            Classes = Changed(lastSnapshot + 1),
            Growing = found,
            Agreement = agreement,
            EmbedderObjects = deletedOfEmbedder + newOfEmbedder,
        };
    }

    // No LINQ: what it is made of here .NET compiles at each start, which took longer than the sorting of all objects.
    ComparedClass[] Changed(int snapshots)
    {
        var changed = new List<ComparedClass>();
        for (int i = 0; i < tallies.Count; i++)
        {
            if (tallies[i].IsChanged)
                changed.Add(tallies[i].ToClass(keys[i], snapshots));
        }
        changed.Sort((a, b) =>
        {
            int order = b.BytesDelta.CompareTo(a.BytesDelta);
            order = order != 0 ? order : b.NewBytes.CompareTo(a.NewBytes);
            order = order != 0 ? order : string.CompareOrdinal(a.Class, b.Class);
            return order != 0 ? order : Compare(a.Location, b.Location);
        });
        return [.. changed];
    }

    // No two classes of one name have the same position; the one without any comes first.
    static int Compare(ObjectLocation? a, ObjectLocation? b)
    {
        if (a is not { } left || b is not { } right)
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        int order = left.ScriptId.CompareTo(right.ScriptId);
        order = order != 0 ? order : left.Line.CompareTo(right.Line);
        return order != 0 ? order : left.Column.CompareTo(right.Column);
    }

    int[] FirstSeen()
    {
        if (firstSeen is not null)
            return firstSeen;
        firstSeen = GC.AllocateUninitializedArray<int>(last.Objects.ById.Count);
        firstSeen.AsSpan().Fill(int.MaxValue);
        return firstSeen;
    }

    // Returns how many of the new objects belong to the embedder.
    long TakeNew(ComparedObjects objects)
    {
        int[] cuts = Ranges.Of(objects.ById.Count);
        var parts = new NewObjects[cuts.Length - 1][];
        int[] seen = FirstSeen();
        long ofEmbedder = 0;
        Parallel.For(0, parts.Length, i =>
        {
            parts[i] = new NewObjects[keys.Count];
            Interlocked.Add(ref ofEmbedder, FindNew(objects, seen, cuts[i], cuts[i + 1], agreement.Count, parts[i]));
        });
        foreach (NewObjects[] part in parts)
        {
            for (int number = 0; number < part.Length; number++)
                tallies[number].Create(part[number]);
        }
        return ofEmbedder;
    }

    static long FindNew(ComparedObjects objects, int[] firstSeen, int begin, int end, int lastSnapshot, NewObjects[] found)
    {
        ReadOnlySpan<ulong> entries = objects.ById.Entries;
        long ofEmbedder = 0;
        for (int place = begin; place < end; place++)
        {
            if (firstSeen[place] == 0)
                continue;
            int node = IdOrder.NodeOf(entries[place]);
            bool isOdd = (IdOrder.IdOf(entries[place]) & 1) == 1;
            found[objects.ClassOf(node)].Add(node, objects.Heap.ShallowSizes[node], survived: isOdd && firstSeen[place] < lastSnapshot);
            ofEmbedder += isOdd ? 0 : 1;
        }
        return ofEmbedder;
    }
}
