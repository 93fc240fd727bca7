using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The functions of a recording with what they allocated, greatest first.</summary>
public static class AllocationFunctions
{
    /// <summary>All functions that allocated something or called one that did and that pass the filter; linear in the stacks.</summary>
    public static IReadOnlyList<AllocationRow> Build(Allocations allocations, AllocationOptions options = default)
    {
        CallTree tree = allocations.Tree;
        var self = new AllocationFigures[tree.Functions.Count];
        var total = new AllocationFigures[tree.Functions.Count];
        for (int node = 0; node < tree.Count; node++)
            self[tree.FunctionOf[node]] += allocations.Self[node];
        // The root is no function that called all others: it has only what V8 puts there.
        foreach (int node in OutermostCalls(allocations))
            total[tree.FunctionOf[node]] += node > 0 ? allocations.Total[node] : allocations.Self[node];
        int[] order = [.. Enumerable.Range(0, self.Length).Where(f => total[f] != default && options.Filter?.Invoke(tree.Functions[f]) != false)];
        Array.Sort(order, (a, b) => Compare(a, b));
        return [.. order.Select((f, i) => new AllocationRow(1, i, order.Length, tree.Functions[f], self[f], total[f]))];

        int Compare(int a, int b)
        {
            (AllocationFigures[] one, AllocationFigures[] two) = options.Sort == AllocationSort.Total ? (total, self) : (self, total);
            int order = one[a].CompareTo(one[b]);
            if (order == 0)
                order = two[a].CompareTo(two[b]);
            return order != 0 ? order : a.CompareTo(b);
        }
    }

    /// <summary>The calls that are not made within another call of the same function: recursion is counted once.</summary>
    internal static IEnumerable<int> OutermostCalls(Allocations allocations)
    {
        CallTree tree = allocations.Tree;
        var open = new int[tree.Functions.Count];
        var path = new Stack<(int Node, int NextChild)>();
        if (tree.Count > 0)
            path.Push((0, -1));
        while (path.TryPop(out (int Node, int NextChild) at))
        {
            int function = tree.FunctionOf[at.Node];
            if (at.NextChild < 0 && open[function]++ == 0)
                yield return at.Node;
            int next = Math.Max(0, at.NextChild);
            if (next == allocations.ChildrenOf(at.Node).Length)
            {
                open[function]--;
                continue;
            }
            path.Push((at.Node, next + 1));
            path.Push((allocations.ChildrenOf(at.Node)[next], -1));
        }
    }
}
