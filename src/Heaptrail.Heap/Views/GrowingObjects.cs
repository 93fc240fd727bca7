using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Finds the objects that are in every snapshot and hold more in each: collections that fill up. A comparison by id alone shows
/// nothing of them, because the object itself is neither new nor deleted.
/// </summary>
sealed class GrowingObjects
{
    const int Missing = -1;

    readonly IndexedHeap last;
    readonly int[] candidateOf;
    readonly List<int> candidates = [];
    readonly List<Course> courses = [];
    IndexedHeap? current;
    StoreEdges? stores;

    internal GrowingObjects(IndexedHeap last, ObjectColumns objects)
    {
        this.last = last;
        candidateOf = new int[objects.Count];
        for (int i = 0; i < objects.Count; i++)
        {
            bool isCandidate = (objects.Ids[i] & 1) == 1 && IsHolder(last.Graph[new NodeIndex(objects.Nodes[i])]);
            candidateOf[i] = isCandidate ? candidates.Count : Missing;
            if (isCandidate)
                candidates.Add(objects.Nodes[i]);
        }
    }

    /// <summary>Starts with an earlier snapshot.</summary>
    internal void Begin(IndexedHeap heap)
    {
        current = heap;
        stores = new(heap.Graph);
        courses.Add(new(candidates.Count));
    }

    /// <summary>Takes the object of the earlier snapshot that has the id of one of the last.</summary>
    internal void Add(int place, NodeIndex node)
    {
        int candidate = candidateOf[place];
        if (candidate < 0)
            return;
        Course course = courses[^1];
        course.References[candidate] = stores!.ReferencesOf(current!.Graph[node]);
        course.RetainedBytes[candidate] = current.RetainedSizes[node];
    }

    /// <summary>Those that grew every time.</summary>
    internal IReadOnlyList<GrowingObject> Find()
    {
        current = null;
        Course end = TakeLast();
        List<Course> all = [.. courses, end];
        long[] largestBelow = LargestGrowthBelow(end);
        var found = new List<GrowingObject>();
        for (int i = 0; i < candidates.Count; i++)
        {
            if (courses.Count == 0 || !Grows(all, i, largestBelow[candidates[i]]))
                continue;
            found.Add(new(new(candidates[i]), [.. all.Select(c => (long)c.References[i])], [.. all.Select(c => c.RetainedBytes[i])]));
        }
        return [.. found.OrderByDescending(g => g.RetainedBytes[^1] - g.RetainedBytes[0]).ThenByDescending(g => g.References[^1] - g.References[0]).ThenBy(g => g.Node.Value)];
    }

    Course TakeLast()
    {
        var course = new Course(candidates.Count);
        var ofLast = new StoreEdges(last.Graph);
        for (int i = 0; i < candidates.Count; i++)
        {
            course.References[i] = ofLast.ReferencesOf(last.Graph[new NodeIndex(candidates[i])]);
            course.RetainedBytes[i] = last.RetainedSizes[new(candidates[i])];
        }
        return course;
    }

    // More references and more bytes each time; or more bytes each time that no single object below it explains: a list grows at
    // its end, and the object that holds the list never has more than one reference.
    static bool Grows(List<Course> all, int candidate, long largestBelow)
    {
        bool moreReferences = true;
        for (int i = 1; i < all.Count; i++)
        {
            if (all[i - 1].References[candidate] == Missing || all[i].RetainedBytes[candidate] <= all[i - 1].RetainedBytes[candidate])
                return false;
            moreReferences &= all[i].References[candidate] > all[i - 1].References[candidate];
        }
        return moreReferences || largestBelow * 2 < all[^1].RetainedBytes[candidate] - all[0].RetainedBytes[candidate];
    }

    // For each node of the last snapshot the greatest growth of an object that it dominates immediately, or through its stores.
    long[] LargestGrowthBelow(Course end)
    {
        var below = new long[last.Graph.NodeCount];
        if (courses.Count == 0)
            return below;
        var own = new long[last.Graph.NodeCount];
        for (int i = 0; i < candidates.Count; i++)
        {
            if (courses[0].References[i] != Missing)
                own[candidates[i]] = end.RetainedBytes[i] - courses[0].RetainedBytes[i];
        }
        for (int place = last.Dominators.Count - 1; place > 0; place--)
        {
            NodeIndex node = last.Dominators.InOrder(place);
            ref long above = ref below[last.Dominators[node].Value];
            above = Math.Max(above, last.Graph[node].IsStore() ? below[node.Value] : own[node.Value]);
        }
        return below;
    }

    static bool IsHolder(HeapNode node) => node.Type is NodeType.Object or NodeType.Closure || node.IsContext();

    sealed class Course(int count)
    {
        internal int[] References { get; } = Unseen(count);

        internal long[] RetainedBytes { get; } = new long[count];

        static int[] Unseen(int count)
        {
            var references = new int[count];
            references.AsSpan().Fill(Missing);
            return references;
        }
    }
}
