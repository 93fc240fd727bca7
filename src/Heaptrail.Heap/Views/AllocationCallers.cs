using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The functions of a recording, and below each its callers, their callers and so on: from the bottom up. A caller has the part of the
/// figures of the function on top that was allocated through it.
/// </summary>
public static class AllocationCallers
{
    /// <summary>Builds the tree, each row behind the one it belongs to. Only the levels asked for are worked out.</summary>
    public static IReadOnlyList<AllocationRow> Build(Allocations allocations, AllocationOptions options = default)
    {
        CallTree tree = allocations.Tree;
        List<AllocationRow> functions = [.. AllocationFunctions.Build(allocations, options).Where(row => row.Self != default)];
        var shown = new Dictionary<AllocationFunction, List<Call>>(ReferenceEqualityComparer.Instance);
        foreach (AllocationRow row in functions.Take(options.Top > 0 ? options.Top : int.MaxValue))
            shown.Add(row.Function, []);
        HashSet<int> outermost = [.. AllocationFunctions.OutermostCalls(allocations)];
        for (int node = 0; node < tree.Count; node++)
        {
            if (allocations.Total[node] != default && shown.TryGetValue(allocations.FunctionOf(node), out List<Call>? calls))
                calls.Add(new(node, tree.ParentOf[node], outermost.Contains(node)));
        }
        var walk = new Walk(allocations, Math.Max(1, options.Depth), options.Top > 0 ? options.Top : int.MaxValue);
        foreach (AllocationRow row in functions.Take(shown.Count))
        {
            if (walk.Rows.Count >= AllocationTree.MostRows)
                break;
            walk.Rows.Add(row with { Siblings = functions.Count });
            if (AllocationTree.IsWorthFollowing(allocations, row.Self))
                walk.Add(shown[row.Function], 2, isOnWay: true);
        }
        return walk.Rows;
    }

    // A call of the function on top, and the caller at which its stack has arrived.
    readonly record struct Call(int Node, int Caller, bool IsOutermost);

    sealed class Walk(Allocations allocations, int depth, int top)
    {
        internal List<AllocationRow> Rows { get; } = [];

        internal void Add(List<Call> calls, int level, bool isOnWay)
        {
            List<Group> callers = ByCaller(calls);
            int shown = level <= depth ? Math.Min(top, callers.Count) : Math.Min(1, callers.Count);
            for (int i = 0; i < shown && Rows.Count < AllocationTree.MostRows; i++)
            {
                Rows.Add(new(level, i, callers.Count, allocations.Tree.Functions[callers[i].Function], callers[i].Self, callers[i].Total));
                bool isGreatest = isOnWay && i == 0;
                if (level < (isGreatest ? depth + AllocationTree.LongestWay : depth) && AllocationTree.IsWorthFollowing(allocations, callers[i].Self))
                    Add(callers[i].Calls, level + 1, isGreatest);
            }
        }

        List<Group> ByCaller(List<Call> calls)
        {
            CallTree tree = allocations.Tree;
            var groups = new Dictionary<int, Group>();
            foreach (Call call in calls)
            {
                // The root is no caller.
                if (call.Caller <= 0)
                    continue;
                int function = tree.FunctionOf[call.Caller];
                ref Group? group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, function, out _);
                group ??= new() { Function = function };
                group.Calls.Add(call with { Caller = tree.ParentOf[call.Caller] });
                group.Self += allocations.Self[call.Node];
                if (call.IsOutermost)
                    group.Total += allocations.Total[call.Node];
            }
            List<Group> ordered = [.. groups.Values.Where(group => group.Self != default)];
            ordered.Sort((a, b) => a.Self.CompareTo(b.Self) is not 0 and var bySelf ? bySelf
                : a.Total.CompareTo(b.Total) is not 0 and var byTotal ? byTotal : a.Function.CompareTo(b.Function));
            return ordered;
        }
    }

    sealed class Group
    {
        internal int Function { get; init; }
        internal List<Call> Calls { get; } = [];
        internal AllocationFigures Self { get; set; }
        internal AllocationFigures Total { get; set; }
    }
}
