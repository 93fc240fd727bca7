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
    /// <param name="merged">What both have, lowest ids first.</param>
    /// <param name="isOtherProcess">Whether equal ids are different objects, so that nothing can be said to grow.</param>
    internal void Add(IndexedHeap heap, IdOrder objects, ObjectMerge[] merged, bool isOtherProcess)
    {
        isMeaningless |= isOtherProcess;
        if (isMeaningless)
            return;
        if (courses.Count == 0)
            Start(objects, merged);
        Course? before = courses.Count > 0 ? courses[^1] : null;
        var course = new Course(candidates.Length);
        int[] nodes = NodesOf(merged);
        ForEach(new StoreEdges(heap.Graph), (i, references) =>
        {
            // What shrank once is out: nobody asks for it any more.
            if (nodes[i] >= 0 && (before is null || before.References[i] != Missing && heap.RetainedSizes.Column[nodes[i]] > before.RetainedBytes[i]))
                course.Take(i, heap, nodes[i], references);
        });
        courses.Add(course);
    }

    void Start(IdOrder objects, ObjectMerge[] merged)
    {
        var all = new List<int>();
        foreach (ObjectMerge part in merged)
            all.AddRange(part.LargerPlaces);
        places = [.. all];
        candidates = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
            candidates[i] = IdOrder.NodeOf(objects.Entries[places[i]]);
    }

    // Nodes of the candidates in this snapshot.
    int[] NodesOf(ObjectMerge[] merged)
    {
        var nodes = new int[places.Length];
        nodes.AsSpan().Fill(Missing);
        int at = 0;
        foreach (ObjectMerge part in merged)
        {
            for (int i = 0; i < part.LargerPlaces.Count; i++)
            {
                // Both lists rise.
                while (at < places.Length && places[at] < part.LargerPlaces[i])
                    at++;
                if (at < places.Length && places[at] == part.LargerPlaces[i])
                    nodes[at] = part.LargerNodes[i];
            }
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
                found.Add(Describe(i, end));
        }
        found.Sort((a, b) =>
        {
            int order = (b.RetainedBytes[^1] - b.RetainedBytes[0]).CompareTo(a.RetainedBytes[^1] - a.RetainedBytes[0]);
            order = order != 0 ? order : (b.References[^1] - b.References[0]).CompareTo(a.References[^1] - a.References[0]);
            return order != 0 ? order : a.Node.Value.CompareTo(b.Node.Value);
        });
        return found;
    }

    GrowingObject Describe(int candidate, Course end)
    {
        var references = new long[courses.Count + 1];
        var bytes = new long[courses.Count + 1];
        for (int i = 0; i <= courses.Count; i++)
        {
            Course course = i < courses.Count ? courses[i] : end;
            (references[i], bytes[i]) = (course.References[candidate], course.RetainedBytes[candidate]);
        }
        return new(new(candidates[candidate]), references, bytes);
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
        var byGrowth = new int[candidates.Length];
        for (int i = 0; i < byGrowth.Length; i++)
            byGrowth[i] = i;
        Array.Sort(byGrowth, (a, b) => Growth(b, end).CompareTo(Growth(a, end)));
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
        int[] cuts = Ranges.Of(candidates.Length);
        Parallel.For(0, cuts.Length - 1, range =>
        {
            for (int i = cuts[range]; i < cuts[range + 1]; i++)
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
