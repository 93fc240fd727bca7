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
    const int None = -1;
    const int Shared = -2;

    /// <summary>Attributes every node. Linear: a node is visited twice at most.</summary>
    public static NativeContexts Build(IndexedHeap heap)
    {
        HeapGraph graph = heap.Graph;
        var search = new Search(graph);
        search.Run();
        var sums = new Dictionary<int, long>();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            long size = heap.ShallowSizes[new NodeIndex(i)];
            if (size > 0)
                sums[search.Owners[i]] = sums.GetValueOrDefault(search.Owners[i]) + size;
        }
        return new([.. search.Contexts.Select(context => new NativeContextRow(new(context), sums.GetValueOrDefault(context)))],
            sums.GetValueOrDefault(Shared), sums.GetValueOrDefault(None));
    }

    /// <summary>The native contexts in the order of the file. Linear.</summary>
    public static IReadOnlyList<NodeIndex> Find(HeapGraph graph) =>
        [.. Enumerable.Range(0, graph.NodeCount).Select(i => new NodeIndex(i)).Where(node => IsRealm(graph[node]))];

    static bool IsRealm(HeapNode node)
    {
        ReadOnlySpan<byte> name = node.Graph.Strings.Raw(node.NameIndex);
        if (name.StartsWith("Detached "u8))
            name = name["Detached ".Length..];
        return name.SequenceEqual("system / NativeContext"u8) || name.StartsWith("system / NativeContext / "u8);
    }

    sealed class Search(HeapGraph graph)
    {
        readonly int map = graph.Strings.IndexOf("map"u8);
        readonly int nativeContext = graph.Strings.IndexOf("native_context"u8);
        readonly Dictionary<NodeIndex, int> realmOfShape = [];
        readonly Queue<NodeIndex> queue = new();
        readonly bool[] isFixed = new bool[graph.NodeCount];

        internal int[] Owners { get; } = new int[graph.NodeCount];

        internal List<int> Contexts { get; } = [];

        internal void Run()
        {
            for (int i = 0; i < Owners.Length; i++)
            {
                HeapNode node = graph[new NodeIndex(i)];
                bool isContext = IsRealm(node);
                if (isContext)
                    Contexts.Add(i);
                Owners[i] = isContext ? i : TargetOf(node, map) is { IsSome: true } shape ? RealmOfShape(graph[shape]) : None;
                isFixed[i] = Owners[i] != None;
            }
            for (int i = 0; i < Owners.Length; i++)
            {
                if (isFixed[i])
                    queue.Enqueue(new(i));
            }
            while (queue.TryDequeue(out NodeIndex node))
                Spread(node);
        }

        // The shape of a shape is one per realm and knows it. Many objects have one shape, so each is asked once.
        int RealmOfShape(HeapNode shape)
        {
            if (!realmOfShape.TryGetValue(shape.Index, out int realm))
                realmOfShape.Add(shape.Index, realm = TargetOf(shape, map) is { IsSome: true } meta ? RealmOf(graph[meta]) : None);
            return realm;
        }

        int RealmOf(HeapNode meta)
        {
            foreach (HeapEdge edge in meta.Edges)
            {
                if (edge.Type == EdgeType.Internal && edge.NameOrIndex == nativeContext && IsRealm(edge.Target))
                    return edge.TargetIndex.Value;
            }
            return None;
        }

        static NodeIndex TargetOf(HeapNode node, int name)
        {
            foreach (HeapEdge edge in node.Edges)
            {
                if (edge.Type == EdgeType.Internal && edge.NameOrIndex == name)
                    return edge.TargetIndex;
            }
            return NodeIndex.None;
        }

        void Spread(NodeIndex node)
        {
            int owner = Owners[node.Value];
            foreach (HeapEdge edge in graph[node].Edges)
            {
                int target = edge.TargetIndex.Value;
                if (edge.Type is EdgeType.Shortcut or EdgeType.Weak || isFixed[target])
                    continue;
                int before = Owners[target];
                int merged = before == None || before == owner ? owner : Shared;
                if (merged == before)
                    continue;
                Owners[target] = merged;
                queue.Enqueue(edge.TargetIndex);
            }
        }
    }
}

/// <summary>One realm.</summary>
/// <param name="Node">Its native context.</param>
/// <param name="ShallowBytes">Bytes of the nodes that belong to it alone.</param>
public sealed record NativeContextRow(NodeIndex Node, long ShallowBytes);
