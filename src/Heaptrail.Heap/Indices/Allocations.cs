using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The call tree of a recording with its figures: what each function allocated itself, and together with all that it called. Figures
/// equal those of the Memory panel of Chrome DevTools.
/// </summary>
public sealed class Allocations
{
    readonly int[] firstChild;
    readonly int[] children;

    Allocations(CallTree tree, AllocationFigures[] self, bool knowsLive)
    {
        Tree = tree;
        Self = self;
        KnowsLive = knowsLive;
        (firstChild, children) = ChildrenOf(tree);
        Total = TotalsOf(tree, self);
    }

    /// <summary>The call tree.</summary>
    public CallTree Tree { get; }

    /// <summary>Whether the recording tells which objects are still there; otherwise the live figures are 0.</summary>
    public bool KnowsLive { get; }

    /// <summary>What was allocated in all.</summary>
    public AllocationFigures Sum => Total.Length > 0 ? Total[0] : default;

    internal AllocationFigures[] Self { get; }

    internal AllocationFigures[] Total { get; }

    /// <summary>The stacks of a heap with what is still alive of them; <see langword="null"/> when no stacks were recorded.</summary>
    public static Allocations? Build(IndexedHeap heap)
    {
        if (heap.Graph.Recording is not { Stacks: { } tree } recording)
            return null;
        AllocationFigures[] self = OwnFigures(tree);
        for (int node = 0; node < heap.Graph.NodeCount; node++)
        {
            int at = recording.StackOf(node);
            // As DevTools does, a stack that never allocated is left out, whatever V8 hangs on it.
            if (at >= 0 && self[at].Count > 0)
                self[at] += new AllocationFigures(0, 0, 1, heap.ShallowSizes[new NodeIndex(node)]);
        }
        return new(tree, self, knowsLive: true);
    }

    /// <summary>A call tree by itself, such as a sampling profile.</summary>
    public static Allocations Build(CallTree tree) => new(tree, OwnFigures(tree), knowsLive: false);

    /// <summary>Only what was allocated by these functions and on their behalf: each becomes the top of its own tree.</summary>
    public Allocations Focus(Predicate<AllocationFunction> chosen) =>
        Rebuild((node, parent) => node > 0 && (parent > 0 || chosen(FunctionOf(node))) ? Fate.Stay : Fate.Go);

    /// <summary>Without these functions: what they allocated themselves counts to their callers.</summary>
    public Allocations Exclude(Predicate<AllocationFunction> chosen) =>
        Rebuild((node, _) => node > 0 && chosen(FunctionOf(node)) ? Fate.Merge : Fate.Stay);

    internal ReadOnlySpan<int> ChildrenOf(int node) => children.AsSpan(firstChild[node], firstChild[node + 1] - firstChild[node]);

    internal AllocationFunction FunctionOf(int node) => Tree.Functions[Tree.FunctionOf[node]];

    enum Fate
    {
        Stay,
        Merge,
        Go,
    }

    // Calls that become neighbours are joined when they are of one function.
    Allocations Rebuild(Func<int, int, Fate> decide)
    {
        var columns = new CallTreeColumns();
        var figures = new List<AllocationFigures>();
        var known = new Dictionary<(int Parent, int Function), int>();
        var placeOf = new int[Tree.Count];
        Joined(-1, Tree.FunctionOf[0]);
        for (int node = 0; node < placeOf.Length; node++)
        {
            int parent = node > 0 ? placeOf[Tree.ParentOf[node]] : -1;
            Fate fate = decide(node, parent);
            if (node > 0)
                placeOf[node] = fate switch { Fate.Go => 0, Fate.Merge => parent, _ => Joined(parent, Tree.FunctionOf[node]) };
            if (fate != Fate.Go)
                figures[placeOf[node]] += Self[node];
        }
        return new(columns.Build(Tree.Functions, Tree.IsSampled, Tree.Samples), [.. figures], KnowsLive);

        int Joined(int parent, int function)
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (parent, function), out bool exists);
            if (!exists)
            {
                place = columns.Add(parent);
                columns.Functions[place] = function;
                figures.Add(default);
            }
            return place;
        }
    }

    static AllocationFigures[] OwnFigures(CallTree tree)
    {
        var self = new AllocationFigures[tree.Count];
        for (int i = 0; i < self.Length; i++)
            self[i] = new(tree.Counts[i], tree.Bytes[i], 0, 0);
        return self;
    }

    static AllocationFigures[] TotalsOf(CallTree tree, AllocationFigures[] self)
    {
        var total = (AllocationFigures[])self.Clone();
        for (int i = total.Length - 1; i > 0; i--)
            total[tree.ParentOf[i]] += total[i];
        return total;
    }

    // Counted, then filled: the children of a node stand together, in file order.
    static (int[] First, int[] Children) ChildrenOf(CallTree tree)
    {
        var first = new int[tree.Count + 2];
        for (int i = 1; i < tree.Count; i++)
            first[tree.ParentOf[i] + 2]++;
        for (int i = 2; i < first.Length; i++)
            first[i] += first[i - 1];
        var children = new int[Math.Max(0, tree.Count - 1)];
        for (int i = 1; i < tree.Count; i++)
            children[first[tree.ParentOf[i] + 1]++] = i;
        return (first, children);
    }
}
