using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>Whole stacks with what was allocated right under them, as programs that draw flame charts read them.</summary>
public static class AllocationStacks
{
    // Deeper calls count to the last that is shown: V8 records 128 at most, other files may have any number.
    internal const int DeepestStack = 512;
    const int MostFrames = 4_000_000;

    /// <summary>
    /// The stacks under which something was allocated: those with the most, in the order in which a flame chart draws them, which is
    /// that of <see cref="AllocationTree"/>.
    /// </summary>
    /// <param name="allocations">The recording.</param>
    /// <param name="options">Focus and number.</param>
    /// <returns>The stacks, and how many there are in all.</returns>
    public static (IReadOnlyList<StackRow> Stacks, int Count) Build(Allocations allocations, AllocationOptions options = default)
    {
        Allocations shown = options.Filter is { } filter ? allocations.Focus(filter) : allocations;
        var found = new List<(int Node, int Depth, AllocationFigures Self)>();
        if (shown.Tree.Count > 0)
            Walk(shown, found);
        int[] places = [.. Enumerable.Range(0, found.Count).OrderBy(i => found[i].Self, Comparer<AllocationFigures>.Create((a, b) => a.CompareTo(b)))];
        int taken = 0;
        int most = options.Top > 0 ? options.Top : int.MaxValue;
        for (long frames = 0; taken < places.Length && taken < most && frames <= MostFrames; taken++)
            frames += found[places[taken]].Depth;
        Array.Resize(ref places, taken);
        Array.Sort(places);
        return ([.. places.Select(i => new StackRow(FramesOf(shown, found[i].Node, found[i].Depth), found[i].Self))], found.Count);
    }

    // Without recursion: the stacks of a file may be as deep as it likes.
    static void Walk(Allocations allocations, List<(int Node, int Depth, AllocationFigures Self)> found)
    {
        var open = new Stack<(int Node, int Depth)>();
        open.Push((0, 0));
        while (open.TryPop(out (int Node, int Depth) at))
        {
            bool isCut = at.Depth == DeepestStack;
            AllocationFigures self = isCut ? allocations.Total[at.Node] : allocations.Self[at.Node];
            if (self.Bytes > 0 || self.LiveBytes > 0)
                found.Add((at.Node, at.Depth, self));
            if (isCut)
                continue;
            int[] calls = allocations.ChildrenOf(at.Node).ToArray();
            // The greatest is drawn first, so it is on top of those that wait.
            Array.Sort(calls, (a, b) => allocations.Total[b].CompareTo(allocations.Total[a]) is not 0 and var order ? order : b.CompareTo(a));
            foreach (int call in calls)
                open.Push((call, at.Depth + 1));
        }
    }

    static AllocationFunction[] FramesOf(Allocations allocations, int node, int depth)
    {
        if (depth == 0)
            return [allocations.FunctionOf(node)];
        var frames = new AllocationFunction[depth];
        for (int i = depth - 1; i >= 0; i--, node = allocations.Tree.ParentOf[node])
            frames[i] = allocations.FunctionOf(node);
        return frames;
    }
}

/// <summary>One stack.</summary>
/// <param name="Frames">The functions, the outermost first, without the root; the root alone for what belongs to no function.</param>
/// <param name="Self">What was allocated right under it.</param>
public sealed record StackRow(IReadOnlyList<AllocationFunction> Frames, AllocationFigures Self);
