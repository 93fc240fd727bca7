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
        foreach ((int number, ClassTotal total) in earlier.Totals)
            tallies[number].Add(snapshot, total);
        ObjectMerge[] parts = ObjectMerge.Run(earlier, objects, snapshot, FirstSeen(), keys.Count);
        foreach (ObjectMerge part in parts)
        {
            for (int number = 0; number < part.Deleted.Length; number++)
                tallies[number].Delete(part.Deleted[number]);
            deletedOfEmbedder += part.DeletedOfEmbedder;
        }
        agreement.Add(new(parts.Sum(part => part.Agreement.Common), parts.Sum(part => part.Agreement.Different)));
        growing.Add(heap, objects.ById, [.. parts.SelectMany(part => part.Larger)], agreement[^1].IsOtherProcess);
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
        foreach ((int number, ClassTotal total) in objects.Totals)
            tallies[number].Add(lastSnapshot, total);
        IEnumerable<ComparedClass> changed = tallies.Select((tally, i) => tally.ToClass(keys[i], lastSnapshot + 1)).Where(row => row.NewCount > 0 || row.DeletedCount > 0);
        return new()
        {
            Classes = [.. changed.OrderByDescending(row => row.BytesDelta).ThenByDescending(row => row.NewBytes)
                .ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Location?.ScriptId).ThenBy(row => row.Location?.Line).ThenBy(row => row.Location?.Column)],
            Growing = found,
            Agreement = agreement,
            EmbedderObjects = deletedOfEmbedder + newOfEmbedder,
        };
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
        (int Begin, int End)[] ranges = Ranges.Of(objects.ById.Count);
        var parts = new NewObjects[ranges.Length][];
        var ofEmbedder = new long[ranges.Length];
        int[] seen = FirstSeen();
        Parallel.For(0, ranges.Length, i =>
        {
            parts[i] = new NewObjects[keys.Count];
            ofEmbedder[i] = FindNew(objects, seen, ranges[i], agreement.Count, parts[i]);
        });
        foreach (NewObjects[] part in parts)
        {
            for (int number = 0; number < part.Length; number++)
                tallies[number].Create(part[number]);
        }
        return ofEmbedder.Sum();
    }

    static long FindNew(ComparedObjects objects, int[] firstSeen, (int Begin, int End) range, int lastSnapshot, NewObjects[] found)
    {
        ReadOnlySpan<ulong> entries = objects.ById.Entries;
        long ofEmbedder = 0;
        for (int place = range.Begin; place < range.End; place++)
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
