using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The calls of a recording from the outermost down, greatest total first. Calls under which nothing was allocated are left out.</summary>
public static class AllocationTree
{
    // Beyond the depth asked for, the greatest is followed so far.
    internal const int LongestWay = 20;
    internal const int MostRows = 5_000;
    const double LeastShare = 0.01;

    /// <summary>Builds the tree, each row behind the one it belongs to.</summary>
    public static IReadOnlyList<AllocationRow> Build(Allocations allocations, AllocationOptions options = default)
    {
        // A filter shows the calls of the chosen functions on top, as focusing on them does.
        Allocations shown = options.Filter is { } filter ? allocations.Focus(filter) : allocations;
        var walk = new Walk(shown, Math.Max(1, options.Depth), options.Top > 0 ? options.Top : int.MaxValue);
        if (shown.Tree.Count > 0)
            walk.Add(0, 1, isOnWay: true);
        return walk.Rows;
    }

    /// <summary>Whether figures are large enough to look below them.</summary>
    internal static bool IsWorthFollowing(Allocations allocations, AllocationFigures figures) => allocations.Sum.LiveBytes > 0
        ? figures.LiveBytes >= allocations.Sum.LiveBytes * LeastShare
        : figures.Bytes >= allocations.Sum.Bytes * LeastShare;

    sealed class Walk(Allocations allocations, int depth, int top)
    {
        internal List<AllocationRow> Rows { get; } = [];

        internal void Add(int parent, int level, bool isOnWay)
        {
            int[] calls = Ordered(parent);
            int shown = level <= depth ? Math.Min(top, calls.Length) : Math.Min(1, calls.Length);
            for (int i = 0; i < shown && Rows.Count < MostRows; i++)
            {
                Rows.Add(new(level, i, calls.Length, allocations.FunctionOf(calls[i]), allocations.Self[calls[i]], allocations.Total[calls[i]]));
                bool isGreatest = isOnWay && i == 0;
                if (level < (isGreatest ? depth + LongestWay : depth) && IsWorthFollowing(allocations, allocations.Total[calls[i]]))
                    Add(calls[i], level + 1, isGreatest);
            }
        }

        int[] Ordered(int parent)
        {
            var calls = new List<int>();
            foreach (int child in allocations.ChildrenOf(parent))
            {
                if (allocations.Total[child] != default)
                    calls.Add(child);
            }
            calls.Sort((a, b) => allocations.Total[a].CompareTo(allocations.Total[b]) is not 0 and var order ? order : a.CompareTo(b));
            return [.. calls];
        }
    }
}
