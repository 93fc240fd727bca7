using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Finds the holders under which something grows. First those that point at what is new themselves; then, for what those do not
/// explain, those that dominate it.
/// </summary>
public sealed class CandidateFinder
{
    const double LeastNetGrowth = 0.5;
    // Others of the class, elsewhere on the heap, come and go.
    const double NearlyAllLeft = 0.98;
    const int MostCandidates = 50;

    readonly LeakInput input;
    readonly IndexedHeap heap;
    readonly HeapGraph graph;
    readonly Generations generations;
    readonly NodeRoles roles;
    readonly Attribution attribution;
    readonly NetGrowth net;
    readonly SlowGrowth slow;
    readonly SharedChains chains;
    readonly RootPaths paths;
    int[]? scratch;

    /// <summary>Prepares the search.</summary>
    /// <param name="input">The snapshots.</param>
    /// <param name="paths">Paths to the nodes of the last one.</param>
    public CandidateFinder(LeakInput input, RootPaths paths)
    {
        this.paths = paths;
        this.input = input;
        heap = input.Last;
        graph = heap.Graph;
        generations = Generations.Find(graph, input.Earlier, input.Requests);
        roles = NodeRoles.Find(heap);
        new LateHolders(heap, generations, roles).Adopt();
        attribution = new(heap, generations, roles);
        net = new(input.First, generations, graph);
        slow = new(heap, generations, roles, attribution, net);
        chains = new(heap, generations, attribution);
    }

    /// <summary>Generations of the nodes of the last snapshot.</summary>
    public Generations Generations => generations;

    /// <summary>The candidates, greatest growth in bytes first.</summary>
    public IReadOnlyList<LeakCandidate> Find()
    {
        if (input.Earlier.Count == 0)
            return [];
        List<(NodeIndex Holder, NodeIndex Target)> frontier = [.. attribution.Frontier()];
        List<LeakCandidate> direct = Direct();
        bool[] explained = Explained(direct, frontier);
        List<LeakCandidate> all = [.. direct, .. Dominating(explained), .. Open(explained)];
        var measure = new CandidateMeasure(heap, generations, roles, attribution, frontier);
        List<LeakCandidate> complete = [.. measure.Complete(all)];
        complete.AddRange(new LongerCopies(input, generations).Find(complete));
        return [.. complete.OrderBy(c => c.IsSlowing).ThenByDescending(c => c.AddedBytes).ThenBy(c => c.Holder.Value).Take(MostCandidates)];
    }

    List<LeakCandidate> Direct()
    {
        var found = new List<LeakCandidate>();
        IEnumerable<HolderGrowth> holders = attribution.ByFrontier().ByHolder()
            .Select(h => new HolderGrowth(h.Key, [.. h.Where(row => !IsBranch(h.Key, row.Class, row.Growth))])).Where(h => h.Classes.Count > 0);
        foreach (List<HolderGrowth> kind in new HolderKinds(heap, paths).Group(holders))
        {
            List<(ClassId Class, ClassGrowth Growth)> growing = [.. Together(kind).Where(row => row.Growth.IsGrowing)];
            if (growing.Count == 0)
                continue;
            long added = kind.Sum(h => h.Added);
            long? gained = Gained(kind);
            if (gained < added * LeastNetGrowth)
                continue;
            (ClassId unit, ClassGrowth growth) = UnitChoice.Pick(graph, heap.Classes, growing);
            List<NodeIndex> of = [.. kind.Where(h => h.Classes.Any(c => c.Class == unit)).Select(h => h.Holder)];
            found.Add(new()
            {
                Holder = of[0],
                Siblings = of[1..],
                UnitClass = unit,
                Unit = growth,
                IsDirect = true,
                NothingRemoved = gained >= growing.Sum(row => row.Growth.Added),
            });
        }
        return found;
    }

    // A member of a list or tree has few others on it: none of them holds what grows, the owner of all does.
    bool IsBranch(NodeIndex holder, ClassId of, ClassGrowth growth)
    {
        const int MostOnOne = 4;
        return heap.Classes[holder] == of && growth.Added <= MostOnOne && UnitChoice.IsRecord(graph[holder].Type, heap.Classes.NameOf(of));
    }

    static IEnumerable<(ClassId Class, ClassGrowth Growth)> Together(List<HolderGrowth> kind) => kind.Count == 1
        ? kind[0].Classes
        : kind.SelectMany(h => h.Classes).GroupBy(row => row.Class).OrderBy(rows => rows.Key.Value).Select(rows =>
        {
            var sum = new ClassGrowth(rows.First().Growth.Intervals);
            foreach ((_, ClassGrowth growth) in rows)
                sum.Add(growth);
            return (rows.Key, sum);
        });

    long? Gained(List<HolderGrowth> kind)
    {
        long? sum = null;
        foreach (HolderGrowth holder in kind)
        {
            if (net.Held(holder.Holder) is { } gained)
                sum = (sum ?? 0) + gained;
        }
        return sum;
    }

    List<LeakCandidate> Dominating(bool[] explained)
    {
        var found = new List<LeakCandidate>();
        List<HolderGrowth> all = [.. attribution.ByDominance(node => explained[node.Value]).ByHolder().Select(h => new HolderGrowth(h.Key, [.. h]))];
        foreach (List<HolderGrowth> kind in new HolderKinds(heap, paths).Group(all.Where(IsHolder)))
        {
            List<(ClassId Class, ClassGrowth Growth)> classes = [.. Together(kind)];
            List<(ClassId Class, ClassGrowth Growth)> growing = [.. classes.Where(row => IsGain(row.Growth))];
            bool isSlowing = growing.Count == 0;
            if (isSlowing)
                growing = [.. classes.Where(row => row.Growth.IsSlowing && slow.IsSuspect(kind, row.Class, row.Growth))];
            if (growing.Count == 0)
                continue;
            (ClassId unit, ClassGrowth growth) = UnitChoice.Pick(graph, heap.Classes, growing);
            List<NodeIndex> of = [.. kind.Where(h => h.Classes.Any(c => c.Class == unit)).Select(h => h.Holder)];
            EdgeIndex? slot = SlotOf(of[0], unit);
            // The global object leads to everything, also to what Node keeps behind its functions.
            if (slot is null && GlobalObject.Is(graph[of[0]]) && Chain(kind[0]) is { } chain)
            {
                found.Add(chain);
                continue;
            }
            found.Add(new()
            {
                Holder = of[0],
                Siblings = of[1..],
                Slot = slot,
                UnitClass = unit,
                Unit = growth,
                IsDirect = false,
                IsSlowing = isSlowing,
                NothingRemoved = NothingRemoved(growth),
            });
        }
        found.AddRange(all.Where(h => !IsHolder(h)).Select(Chain).OfType<LeakCandidate>());
        return found;
    }

    // Sockets, watchers and ports that nothing but Node.js holds.
    IEnumerable<LeakCandidate> Open(bool[] explained)
    {
        foreach ((ClassId of, ClassGrowth growth, IReadOnlyList<NodeIndex> things) in new OpenHandles(heap, generations).Growing(node => explained[node.Value]))
        {
            long gained = net.OfKind(graph[growth.Sample]);
            if (gained < growth.Added * LeastNetGrowth)
                continue;
            yield return new()
            {
                Holder = new(0),
                OpenHandles = things,
                UnitClass = of,
                Unit = growth,
                IsDirect = true,
                NothingRemoved = gained >= growth.Added * NearlyAllLeft,
            };
        }
    }

    bool IsHolder(HolderGrowth holder) => generations.IsOld(holder.Holder) && roles.CanHold(holder.Holder);

    bool IsGain(ClassGrowth growth) => growth.IsGrowing && net.OfKind(graph[growth.Sample]) >= growth.Added * LeastNetGrowth;

    bool NothingRemoved(ClassGrowth growth) => net.OfKind(graph[growth.Sample]) >= growth.Added * NearlyAllLeft;

    // What no object holds alone, and what hangs on one another all the same. A chain may have members of several classes.
    LeakCandidate? Chain(HolderGrowth holder)
    {
        IEnumerable<(ClassId Class, ClassGrowth Growth)> growing = holder.Classes.Where(row => IsGain(row.Growth))
            .OrderByDescending(row => UnitChoice.IsOwnClass(graph[row.Growth.Sample].Type, heap.Classes.NameOf(row.Class)))
            .ThenByDescending(row => row.Growth.AddedBytes).ThenBy(row => row.Class.Value);
        foreach ((ClassId of, ClassGrowth growth) in growing)
        {
            if (chains.Find(holder.Holder, of) is not var (tops, link))
                continue;
            return new()
            {
                Holder = tops[0],
                Siblings = [.. tops.Skip(1)],
                Slot = link,
                IsChain = true,
                UnitClass = of,
                Unit = growth,
                IsDirect = false,
                NothingRemoved = NothingRemoved(growth),
            };
        }
        return null;
    }

    // Everything that a direct holder's units reach needs no further holder.
    bool[] Explained(List<LeakCandidate> direct, List<(NodeIndex Holder, NodeIndex Target)> frontier)
    {
        var explained = new bool[graph.NodeCount];
        HashSet<int> holders = [.. direct.SelectMany(c => c.Siblings.Append(c.Holder)).Select(h => h.Value)];
        var rest = new Stack<NodeIndex>();
        foreach ((NodeIndex holder, NodeIndex target) in frontier)
        {
            if (holders.Contains(holder.Value) && !explained[target.Value])
            {
                explained[target.Value] = true;
                rest.Push(target);
            }
        }
        while (rest.TryPop(out NodeIndex node))
        {
            foreach (HeapEdge edge in graph[node].Edges)
            {
                NodeIndex target = edge.TargetIndex;
                // The values of a new WeakMap are what it brings along, though their keys hold them as well.
                if (explained[target.Value] || generations.IsOld(target) || edge.Type is EdgeType.Weak or EdgeType.Shortcut)
                    continue;
                explained[target.Value] = true;
                rest.Push(target);
            }
        }
        return explained;
    }

    // One variable or property whose value dominates nearly all units: what is reassigned is the name to tell.
    EdgeIndex? SlotOf(NodeIndex holder, ClassId unit)
    {
        const double NearlyAll = 0.9;
        var entries = new Dictionary<int, int>();
        int units = 0;
        int[] entryOf = scratch ??= new int[graph.NodeCount];
        for (int place = 1; place < entryOf.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            NodeIndex dominator = heap.Dominators[node];
            entryOf[node.Value] = dominator == holder ? node.Value : dominator.Value == 0 ? 0 : entryOf[dominator.Value];
            if (generations.IsNew(node) && heap.Classes[node] == unit && attribution.HolderOf(node) == holder)
            {
                units++;
                entries[entryOf[node.Value]] = entries.GetValueOrDefault(entryOf[node.Value]) + 1;
            }
        }
        if (entries.Count == 0 || entries.Values.Max() < units * NearlyAll)
            return null;
        int entry = entries.MaxBy(e => e.Value).Key;
        foreach (HeapEdge edge in graph[holder].Edges)
        {
            if (edge.TargetIndex.Value == entry && edge.Type is EdgeType.Context or EdgeType.Property)
                return edge.Index;
        }
        return null;
    }
}
