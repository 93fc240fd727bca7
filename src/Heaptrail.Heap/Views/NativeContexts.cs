using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// How the bytes of a heap are spread over its realms: the main program, <c>vm</c> contexts, frames. Each realm has one native
/// context. Computed as in Chrome DevTools: an object belongs to the realm of its shape, everything else to the realms that reach it.
/// </summary>
/// <param name="Contexts">The native contexts in the order of the file.</param>
/// <param name="SharedBytes">Bytes that several realms reach.</param>
/// <param name="OtherBytes">Bytes that none reaches.</param>
public sealed record NativeContexts(IReadOnlyList<NativeContextRow> Contexts, long SharedBytes, long OtherBytes)
{
    /// <summary>Attributes every node and adds up. Linear.</summary>
    public static NativeContexts Build(IndexedHeap heap)
    {
        using var owners = NativeContextOwners.Build(heap.Graph);
        return Build(heap, owners);
    }

    /// <summary>Adds up what is attributed already. Linear.</summary>
    public static NativeContexts Build(IndexedHeap heap, NativeContextOwners owners)
    {
        var sums = owners.Contexts.ToDictionary(context => context.Value, _ => 0L);
        long shared = 0, other = 0;
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            long size = heap.ShallowSizes[new NodeIndex(i)];
            if (size == 0)
                continue;
            if (owners.OwnerOf(new(i)) is { IsSome: true } owner)
                sums[owner.Value] += size;
            else if (owners.IsShared(new(i)))
                shared += size;
            else
                other += size;
        }
        return new([.. owners.Contexts.Select(context => new NativeContextRow(context, sums[context.Value]))], shared, other);
    }

    /// <summary>The native contexts in the order of the file. Linear.</summary>
    public static IReadOnlyList<NodeIndex> Find(HeapGraph graph) =>
        [.. Enumerable.Range(0, graph.NodeCount).Select(i => new NodeIndex(i)).Where(node => NativeContextOwners.IsRealm(graph, node))];
}

/// <summary>One realm.</summary>
/// <param name="Node">Its native context.</param>
/// <param name="ShallowBytes">Bytes of the nodes that belong to it alone.</param>
public sealed record NativeContextRow(NodeIndex Node, long ShallowBytes);
