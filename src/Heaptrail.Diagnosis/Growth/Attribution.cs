using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Attributes what is new to what is old, in two ways. By dominance: the nearest old object that alone keeps a new one alive; finds
/// lists, chains and trees, and gives honest bytes. By frontier: every old object that points at a new one itself; finds holders
/// whose content somebody else shares, where dominance climbs too high, and finds every holder that must be cut.
/// </summary>
public sealed class Attribution
{
    readonly IndexedHeap heap;
    readonly Generations generations;
    readonly NodeRoles roles;
    readonly int[] holders;
    readonly int[] depths;
    // Whether a node is of its holder's class or dominated by a new one of that class: the next member of a list, or what that one brings along.
    readonly bool[] isBehindMember;
    readonly Lazy<HashSet<long>> newTables;
    readonly Lazy<LinkedStructures> linked;
    readonly FeedbackNotes notes;

    /// <summary>Prepares the attribution of one heap.</summary>
    public Attribution(IndexedHeap heap, Generations generations, NodeRoles roles)
    {
        this.heap = heap;
        this.generations = generations;
        this.roles = roles;
        holders = new int[heap.Graph.NodeCount];
        depths = new int[heap.Graph.NodeCount];
        isBehindMember = new bool[heap.Graph.NodeCount];
        newTables = new(FindNewTables);
        linked = new(() => new(heap, generations, roles));
        notes = FeedbackNotes.Find(heap);
        FindHolders();
    }

    /// <summary>The old object that dominates a new node, stores folded; of a list or tree that grows at its ends, the one that owns it.</summary>
    public NodeIndex HolderOf(NodeIndex node) =>
        isBehindMember[node.Value] ? linked.Value.OwnerOf(new(holders[node.Value])) : new(holders[node.Value]);

    /// <summary>Counted nodes between a new node and its holder, itself included.</summary>
    public int DepthOf(NodeIndex node) => depths[node.Value];

    /// <summary>Counts new nodes under the old node that dominates them.</summary>
    /// <param name="skip">Nodes that are explained already.</param>
    public GrowthTable ByDominance(Func<NodeIndex, bool> skip)
    {
        var table = new GrowthTable(generations.Intervals);
        for (int i = 0; i < holders.Length; i++)
        {
            var node = new NodeIndex(i);
            if (generations.IsNew(node) && roles.IsCounted(node) && !notes.Contains(node) && !skip(node))
                table.Add(HolderOf(node), heap.Classes[node], node, generations[node], heap.ShallowSizes[node], depths[i]);
        }
        return table;
    }

    /// <summary>Counts new nodes under every old node that points at them.</summary>
    public GrowthTable ByFrontier()
    {
        var table = new GrowthTable(generations.Intervals);
        foreach ((NodeIndex holder, NodeIndex target) in Frontier())
            table.Add(holder, heap.Classes[target], target, generations[target], heap.RetainedSizes[target], 1);
        return table;
    }

    /// <summary>The pairs of an old holder and a new counted node that it points at, each once.</summary>
    public IEnumerable<(NodeIndex Holder, NodeIndex Target)> Frontier()
    {
        var pairs = new List<long>();
        HeapGraph graph = heap.Graph;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            var source = new NodeIndex(i);
            NodeIndex owner = roles.OwnerOf(source);
            if (!generations.IsOld(owner) || !roles.CanHold(owner))
                continue;
            foreach (HeapEdge edge in graph[source].Edges)
            {
                NodeIndex target = edge.TargetIndex;
                if (generations.IsNew(target) && roles.IsCounted(target) && Holds(edge, source) && !IsEntryOfNewMap(edge))
                    pairs.Add(((long)owner.Value << 32) | (uint)target.Value);
            }
        }
        pairs.Sort();
        long previous = -1;
        foreach (long pair in pairs)
        {
            if (pair != previous)
                yield return (new((int)(pair >> 32)), new((int)(pair & int.MaxValue)));
            previous = pair;
        }
    }

    /// <summary>Whether an edge keeps its target alive.</summary>
    public bool Holds(HeapEdge edge, NodeIndex source) =>
        edge.Type is not (EdgeType.Weak or EdgeType.Shortcut) && heap.Ephemerons.PartOf(edge.Index) != EphemeronPart.Table;

    // The key of a WeakMap entry holds the value only as long as the map lives: with a new map, the one who keeps the map is the holder.
    bool IsEntryOfNewMap(HeapEdge edge) => heap.Ephemerons.Any && heap.Ephemerons.TableIdOf(edge.Index) is { } table && newTables.Value.Contains(table);

    // A table that grew is new itself; what counts is the map that owns it.
    HashSet<long> FindNewTables()
    {
        var found = new HashSet<long>();
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            if (heap.Graph[node].Type == NodeType.Array && generations.IsNew(roles.OwnerOf(node)))
                found.Add(heap.Graph[node].Id);
        }
        return found;
    }

    // A new node's dominator comes before it in the order, so its holder is known by then. Nodes without a generation are passed through.
    void FindHolders()
    {
        for (int place = 1; place < holders.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            NodeIndex dominator = heap.Dominators[node];
            NodeIndex owner = roles.OwnerOf(dominator);
            bool reached = dominator.Value == 0 || generations.IsOld(owner);
            holders[node.Value] = reached ? owner.Value : holders[owner.Value];
            isBehindMember[node.Value] = heap.Classes[new(holders[node.Value])] == heap.Classes[node] || (!reached && isBehindMember[owner.Value]);
            depths[node.Value] = (reached ? 0 : depths[owner.Value]) + (roles.IsCounted(node) ? 1 : 0);
        }
    }
}
