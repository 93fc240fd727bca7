using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>What <see cref="HeldObjects"/> counts, for every object of a heap that can hold and lasts, in one pass.</summary>
sealed class HeldCounts
{
    // A store of a million elements may belong to a million objects.
    const int FewestOfHub = 128;
    const int MostWalks = 16;

    readonly HeapGraph graph;
    readonly Role[] roles;
    // For each node one more than the object that it was seen from last.
    readonly int[] seenFrom;
    readonly Dictionary<int, (int Walks, long Held)> hubs = [];
    readonly Stack<NodeIndex> stores = new();
    int seen;

    HeldCounts(HeapGraph graph)
    {
        this.graph = graph;
        roles = new Role[graph.NodeCount];
        seenFrom = new int[graph.NodeCount];
        for (int i = 0; i < roles.Length; i++)
            roles[i] = NodeRoles.RoleOf(graph[new NodeIndex(i)]);
    }

    /// <summary>The counts by id; 0 also for objects that are not there.</summary>
    internal static IdTable Of(HeapGraph graph)
    {
        var counts = new HeldCounts(graph);
        var byId = new IdTable();
        for (int i = 0; i < counts.roles.Length; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (counts.roles[i] is Role.Counted or Role.Context && (node.Id & 1) == 1 && counts.Count(node.Index) is > 0 and var held)
                byId.Set(node.Id, (uint)held);
        }
        return byId;
    }

    long Count(NodeIndex holder)
    {
        seenFrom[holder.Value] = holder.Value + 1;
        seen = 1;
        long count = CountIn(holder, holder);
        while (stores.TryPop(out NodeIndex store))
        {
            if (seen < HeldObjects.MostStores)
                count += graph[store].EdgeCount < FewestOfHub ? CountIn(store, holder) : CountInHub(store, holder);
        }
        return count;
    }

    long CountInHub(NodeIndex store, NodeIndex holder)
    {
        ref (int Walks, long Held) hub = ref CollectionsMarshal.GetValueRefOrAddDefault(hubs, store.Value, out _);
        return hub.Walks++ < MostWalks ? hub.Held = CountIn(store, holder) : hub.Held;
    }

    long CountIn(NodeIndex node, NodeIndex holder)
    {
        long count = 0;
        foreach (HeapEdge edge in graph[node].Edges)
        {
            int target = edge.TargetIndex.Value;
            if (seenFrom[target] == holder.Value + 1 || edge.Type is EdgeType.Weak or EdgeType.Shortcut)
                continue;
            seenFrom[target] = holder.Value + 1;
            if (roles[target] == Role.Counted)
            {
                count++;
                continue;
            }
            seen++;
            if (HeldObjects.IsOwnStore(edge))
                stores.Push(edge.TargetIndex);
        }
        return count;
    }
}
