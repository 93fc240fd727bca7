using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Compares the last snapshot of a process with earlier ones, which are given one after the other and are not kept: at no time are
/// more than two graphs needed.
/// </summary>
public sealed class HeapComparer
{
    readonly IndexedHeap last;
    readonly InterfaceDefinitions definitions;
    readonly ClassKeys keys = new();
    readonly ObjectColumns objects;
    readonly GrowingObjects growing;
    readonly List<ClassTally> tallies = [];
    readonly List<IdAgreement> agreement = [];
    readonly int[] firstSeen;
    long embedderObjects;

    /// <summary>Takes the last snapshot.</summary>
    public HeapComparer(IndexedHeap last)
    {
        this.last = last;
        definitions = InterfaceDefinitions.Find(last.Graph);
        objects = ObjectColumns.Build(last, keys.Of(last.Graph, last.Classes));
        growing = new(last, objects);
        firstSeen = new int[objects.Count];
        firstSeen.AsSpan().Fill(int.MaxValue);
    }

    /// <summary>Takes an earlier snapshot, the oldest first.</summary>
    public void AddEarlier(IndexedHeap heap)
    {
        int snapshot = agreement.Count;
        ObjectColumns earlier = ObjectColumns.Build(heap, keys.Of(heap.Graph, ClassIndex.Build(heap.Graph, definitions)));
        ClassTally.Extend(tallies, keys.Count);
        var check = new ProcessCheck(heap.Graph, last.Graph);
        growing.Begin(heap);
        int a = 0, b = 0;
        while (a < earlier.Count || b < objects.Count)
        {
            // Ids of both snapshots rise, so that one walk finds what only one of them has.
            bool inEarlier = a < earlier.Count && (b == objects.Count || earlier.Ids[a] <= objects.Ids[b]);
            bool inLast = b < objects.Count && (a == earlier.Count || objects.Ids[b] <= earlier.Ids[a]);
            bool same = inEarlier && inLast && earlier.Classes[a] == objects.Classes[b];
            if (inEarlier)
            {
                var node = new NodeIndex(earlier.Nodes[a]);
                ClassTally tally = tallies[earlier.Classes[a]];
                tally.Add(snapshot, heap.ShallowSizes[node]);
                if (snapshot == 0 && !same)
                {
                    tally.Delete(heap.ShallowSizes[node]);
                    embedderObjects += IsOdd(earlier.Ids[a]) ? 0 : 1;
                }
            }
            if (same)
                firstSeen[b] = Math.Min(firstSeen[b], snapshot);
            if (inEarlier && inLast && IsOdd(earlier.Ids[a]))
            {
                check.Compare(new(earlier.Nodes[a]), new(objects.Nodes[b]));
                growing.Add(b, new(earlier.Nodes[a]));
            }
            a += inEarlier ? 1 : 0;
            b += inLast ? 1 : 0;
        }
        agreement.Add(check.Result);
    }

    /// <summary>The result for the snapshots given so far.</summary>
    public HeapComparison Compare()
    {
        int lastSnapshot = agreement.Count;
        ClassTally.Extend(tallies, keys.Count);
        for (int i = 0; i < objects.Count; i++)
        {
            var node = new NodeIndex(objects.Nodes[i]);
            long size = last.ShallowSizes[node];
            ClassTally tally = tallies[objects.Classes[i]];
            tally.Add(lastSnapshot, size);
            if (firstSeen[i] == 0)
                continue;
            bool isOdd = IsOdd(objects.Ids[i]);
            tally.Create(node, size, survived: isOdd && firstSeen[i] < lastSnapshot);
            embedderObjects += isOdd ? 0 : 1;
        }
        IEnumerable<ComparedClass> changed = tallies.Select((tally, i) => tally.ToClass(keys[i], lastSnapshot + 1)).Where(row => row.NewCount > 0 || row.DeletedCount > 0);
        return new()
        {
            Classes = [.. changed.OrderByDescending(row => row.BytesDelta).ThenByDescending(row => row.NewBytes)
                .ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Location?.ScriptId).ThenBy(row => row.Location?.Line).ThenBy(row => row.Location?.Column)],
            Growing = growing.Find(),
            Agreement = agreement,
            EmbedderObjects = embedderObjects,
        };
    }

    static bool IsOdd(uint id) => (id & 1) == 1;
}
