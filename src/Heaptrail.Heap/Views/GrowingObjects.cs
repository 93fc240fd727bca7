using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Finds the objects that are in every snapshot and hold more in each: collections that fill up. A comparison by id alone shows
/// nothing of them, because the object itself is neither new nor deleted.
/// </summary>
sealed class GrowingObjects(IndexedHeap last)
{
    const int Missing = -1;

    readonly List<Course> courses = [];
    // Those that retain more in the last snapshot than in the first: place among its objects, and node.
    int[] places = [];
    int[] candidates = [];
    bool isMeaningless;

    /// <summary>Takes an earlier snapshot.</summary>
    /// <param name="heap">The snapshot.</param>
    /// <param name="objects">Objects of the last snapshot.</param>
    /// <param name="larger">
    /// Objects that can hold others and retain more in the last snapshot than in this: place there, rising, and node in this.
    /// </param>
    /// <param name="isOtherProcess">Whether equal ids are different objects, so that nothing can be said to grow.</param>
    internal void Add(IndexedHeap heap, IdOrder objects, IReadOnlyList<(int Place, int Earlier)> larger, bool isOtherProcess)
    {
        isMeaningless |= isOtherProcess;
        if (isMeaningless)
            return;
        if (courses.Count == 0)
        {
            places = [.. larger.Select(one => one.Place)];
            candidates = Array.ConvertAll(places, place => IdOrder.NodeOf(objects.Entries[place]));
        }
        Course? before = courses.Count > 0 ? courses[^1] : null;
        var course = new Course(candidates.Length);
        int[] nodes = NodesOf(larger);
        ForEach(new StoreEdges(heap.Graph), (i, references) =>
        {
            // What shrank once is out: nobody asks for it any more.
            if (nodes[i] >= 0 && (before is null || before.References[i] != Missing && heap.RetainedSizes.Column[nodes[i]] > before.RetainedBytes[i]))
                course.Take(i, heap, nodes[i], references);
        });
        courses.Add(course);
    }

    // Nodes of the candidates in this snapshot. Both lists rise.
    int[] NodesOf(IReadOnlyList<(int Place, int Earlier)> larger)
    {
        var nodes = new int[places.Length];
        int next = 0;
        for (int i = 0; i < places.Length; i++)
        {
            while (next < larger.Count && larger[next].Place < places[i])
                next++;
            nodes[i] = next < larger.Count && larger[next].Place == places[i] ? larger[next].Earlier : Missing;
        }
        return nodes;
    }

    /// <summary>Those that grew every time.</summary>
    internal IReadOnlyList<GrowingObject> Find()
    {
        if (isMeaningless || candidates.Length == 0)
            return [];
        var end = new Course(candidates.Length);
        ForEach(new StoreEdges(last.Graph), (i, references) => end.Take(i, last, candidates[i], references));
        Dictionary<int, long> largestBelow = LargestGrowthBelow(end);
        var found = new List<GrowingObject>();
        for (int i = 0; i < candidates.Length; i++)
        {
            if (courses[^1].References[i] != Missing && Grows(i, end, largestBelow.GetValueOrDefault(candidates[i])))
                found.Add(new(new(candidates[i]), [.. courses.Append(end).Select(c => (long)c.References[i])], [.. courses.Append(end).Select(c => c.RetainedBytes[i])]));
        }
        return [.. found.OrderByDescending(g => g.RetainedBytes[^1] - g.RetainedBytes[0]).ThenByDescending(g => g.References[^1] - g.References[0]).ThenBy(g => g.Node.Value)];
    }

    // More references and more bytes each time; or more bytes each time that no single object below it explains: a list grows at
    // its end, and the object that holds the list never has more than one reference. The bytes were compared when they were taken.
    bool Grows(int candidate, Course end, long largestBelow)
    {
        bool moreReferences = end.References[candidate] > courses[^1].References[candidate];
        for (int i = 1; i < courses.Count; i++)
            moreReferences &= courses[i].References[candidate] > courses[i - 1].References[candidate];
        return moreReferences || largestBelow * 2 < Growth(candidate, end);
    }

    // For each node of the last snapshot the greatest growth of an object that it dominates immediately, or through its stores.
    Dictionary<int, long> LargestGrowthBelow(Course end)
    {
        int[] byGrowth = [.. Enumerable.Range(0, candidates.Length)];
        Array.Sort(Array.ConvertAll(byGrowth, i => -Growth(i, end)), byGrowth);
        var below = new Dictionary<int, long>();
        foreach (int i in byGrowth)
        {
            // The largest comes first, so that whoever knows of a growth need not hear of another.
            var above = new NodeIndex(candidates[i]);
            do
                above = last.Dominators[above];
            while (below.TryAdd(above.Value, Growth(i, end)) && last.Graph[above].IsStore());
        }
        return below;
    }

    long Growth(int candidate, Course end) => end.RetainedBytes[candidate] - courses[0].RetainedBytes[candidate];

    void ForEach(StoreEdges references, Action<int, StoreEdges> take)
    {
        (int Begin, int End)[] ranges = Ranges.Of(candidates.Length);
        Parallel.For(0, ranges.Length, range =>
        {
            for (int i = ranges[range].Begin; i < ranges[range].End; i++)
                take(i, references);
        });
    }

    /// <summary>Whether an object can hold others that people put there.</summary>
    internal static bool IsHolder(HeapNode node) => node.Type is NodeType.Object or NodeType.Closure || node.IsContext();

    sealed class Course(int count)
    {
        internal int[] References { get; } = Unseen(count);

        internal long[] RetainedBytes { get; } = new long[count];

        internal void Take(int candidate, IndexedHeap heap, int node, StoreEdges references)
        {
            References[candidate] = references.ReferencesOf(heap.Graph[new NodeIndex(node)]);
            RetainedBytes[candidate] = heap.RetainedSizes.Column[node];
        }

        static int[] Unseen(int count)
        {
            var references = new int[count];
            references.AsSpan().Fill(Missing);
            return references;
        }
    }
}
