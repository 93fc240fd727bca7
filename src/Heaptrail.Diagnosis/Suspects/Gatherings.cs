using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// Objects of one kind that nobody holds directly, but that hang together below one object: lists, trees, chains of functions or
/// promises. From the root of the dominator tree the way is followed that carries nearly all of the kind, down to where it divides.
/// </summary>
sealed class Gatherings(IndexedHeap heap, NodeRoles roles)
{
    const double NearlyAll = 0.8;
    // Each search passes over the whole graph.
    const int MostKinds = 10;

    readonly HeapGraph graph = heap.Graph;
    // The kind of each node, from 1; 0 stands for none.
    readonly int[] kinds = new int[heap.Graph.NodeCount];
    readonly Dictionary<long, int> numbers = [];
    readonly Dictionary<ClassId, bool> isKind = [];

    /// <summary>Finds the kinds with the most bytes and where they gather.</summary>
    internal IEnumerable<(LeakCandidate Candidate, UnitSet Units)> Find()
    {
        List<(int Kind, ClassGrowth Members)> most = [.. Kinds()];
        Dictionary<int, UnitSet> unitsOf = most.ToDictionary(k => k.Kind, _ => new UnitSet(kinds.Length));
        for (int i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != 0 && unitsOf.TryGetValue(kinds[i], out UnitSet? units))
                units.Add(new(i));
        }
        foreach ((int kind, ClassGrowth members) in most)
        {
            UnitSet units = unitsOf[kind];
            if (CandidateOf(units, members) is { } candidate)
                yield return (candidate, units);
        }
    }

    /// <summary>The object below which units gather; <see langword="null"/> when there is none but a root.</summary>
    internal LeakCandidate? CandidateOf(UnitSet units, ClassGrowth members)
    {
        NodeIndex top = GatheringPoint(units);
        return HolderAbove(top) is not { } holder ? null : new()
        {
            Holder = holder,
            Slot = SlotOf(holder, top),
            UnitClass = heap.Classes[members.Sample],
            Unit = members,
            IsDirect = false,
            NothingRemoved = false,
        };
    }

    IEnumerable<(int Kind, ClassGrowth Members)> Kinds()
    {
        for (int i = 0; i < kinds.Length; i++)
        {
            if (KeyOf(new(i)) is { } key && !numbers.TryGetValue(key, out kinds[i]))
                numbers.Add(key, kinds[i] = numbers.Count + 1);
        }
        var members = new ClassGrowth[numbers.Count + 1];
        for (int i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == 0)
                continue;
            var node = new NodeIndex(i);
            bool isNested = kinds[heap.Dominators[node].Value] == kinds[i];
            (members[kinds[i]] ??= new(HeldGroups.Generations)).Add(node, HeldGroups.Generations, isNested ? 0 : heap.RetainedSizes[node], 1);
        }
        return members.Select((m, kind) => (kind, m)).Where(k => k.m is not null && k.m.Added >= HeldGroups.FewestMembers)
            .OrderByDescending(k => k.m.AddedBytes).ThenBy(k => k.kind).Take(MostKinds);
    }

    // Functions are of one kind when they stand at one place; plain arrays and objects without a shape are of none.
    long? KeyOf(NodeIndex node)
    {
        HeapNode of = graph[node];
        if (of.Type == NodeType.Closure)
            return graph.Locations[node] is { } at ? ((long)at.ScriptId << 40) | ((long)at.Line << 16) | (uint)(at.Column & 0xffff) | (1L << 62) : null;
        if (!roles.IsCounted(node))
            return null;
        if (!isKind.TryGetValue(heap.Classes[node], out bool known))
        {
            string name = heap.Classes.NameOf(node);
            isKind.Add(heap.Classes[node], known = name != "Object" && (UnitChoice.IsRecord(of.Type, name) || name is "Promise" or "Timeout" or "Immediate"));
        }
        return known ? heap.Classes[node].Value : null;
    }

    NodeIndex GatheringPoint(UnitSet units)
    {
        var below = new int[graph.NodeCount];
        for (int place = graph.NodeCount - 1; place > 0; place--)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            int of = below[node.Value] += units.Contains(node.Value) ? 1 : 0;
            if (of > 0)
                below[heap.Dominators[node].Value] += of;
        }
        // Two nodes side by side cannot both carry nearly all, so there is one way down.
        var next = new Dictionary<NodeIndex, NodeIndex>();
        for (int i = 1; i < below.Length; i++)
        {
            if (below[i] >= units.Count * NearlyAll && !units.Contains(i))
                next[heap.Dominators[new(i)]] = new(i);
        }
        NodeIndex deepest = NodeIndex.Root;
        while (next.TryGetValue(deepest, out NodeIndex node))
            deepest = node;
        return deepest;
    }

    NodeIndex? HolderAbove(NodeIndex node)
    {
        while (node.Value != 0 && !roles.CanHold(node))
            node = heap.Dominators[node];
        return node.Value == 0 ? null : node;
    }

    // What leads on from the holder, where it is a variable or a property.
    EdgeIndex? SlotOf(NodeIndex holder, NodeIndex top)
    {
        foreach (HeapEdge edge in graph[holder].Edges)
        {
            if (edge.TargetIndex == top && top != holder && edge.Type is EdgeType.Context or EdgeType.Property)
                return edge.Index;
        }
        return null;
    }
}
