using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Distance of every node from the user's roots in edges, by the rules of Chrome DevTools. Nodes that only V8's own roots reach
/// count from <see cref="System"/> on; unreachable ones have <see cref="Unreachable"/>.
/// </summary>
public sealed class DistanceIndex
{
    /// <summary>Distance of the root, and start of the distances that only V8's own roots give.</summary>
    public const int System = 100_000_000;

    /// <summary>Distance of a node that nothing reaches.</summary>
    public const int Unreachable = -5;

    // Stands for a distance while the search runs, so that it takes the node for one that it has seen.
    const int Ignored = -6;

    readonly int[] distances;

    DistanceIndex(int[] distances) => this.distances = distances;

    /// <summary>Distance of a node.</summary>
    public int this[NodeIndex node] => distances[node.Value];

    /// <summary>Searches the graph breadth first, from the user's roots and then from the root.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ephemerons">Its WeakMap entries.</param>
    /// <param name="ignored">Nodes that are never entered, as if they were not there; <see langword="null"/> for none.</param>
    public static DistanceIndex Build(HeapGraph graph, EphemeronEdges ephemerons, IReadOnlyCollection<NodeIndex>? ignored = null)
    {
        var search = new Search(graph, ephemerons);
        foreach (NodeIndex node in ignored ?? [])
            search.Distances[node.Value] = Ignored;
        for (int edge = graph.FirstEdge[0]; edge < graph.FirstEdge[1]; edge++)
        {
            int target = graph.EdgeTargets[edge];
            if (UserRoots.IsUserRoot(graph, target))
                search.Start(target, 1);
        }
        bool anyUserRoot = search.Run();
        search.Start(0, anyUserRoot ? System : 0);
        search.Run();
        foreach (NodeIndex node in ignored ?? [])
        {
            if (search.Distances[node.Value] == Ignored)
                search.Distances[node.Value] = Unreachable;
        }
        return new(search.Distances);
    }

    sealed class Search(HeapGraph graph, EphemeronEdges ephemerons)
    {
        readonly int sloppyFunctionMap = graph.Strings.IndexOf("sloppy_function_map"u8);
        readonly int nativeContext = graph.Strings.IndexOf("system / NativeContext"u8);
        readonly int mapDescriptors = graph.Strings.IndexOf("(map descriptors)"u8);
        readonly HashSet<int> halfSeenPairs = [];
        // A node is queued once, but for the user's roots, which the root may name several times.
        int[] queue = GC.AllocateUninitializedArray<int>(graph.NodeCount + 16);
        int count;
        int next;

        internal int[] Distances { get; } = Unreached(graph.NodeCount);

        internal void Start(int node, int distance)
        {
            Distances[node] = distance;
            if (count == queue.Length)
                Array.Resize(ref queue, count * 2);
            queue[count++] = node;
        }

        // Returns whether there was anything to start from.
        internal bool Run()
        {
            int[] distances = Distances;
            while (next < count)
            {
                int node = queue[next++];
                int distance = distances[node] + 1;
                bool special = IsSpecial(node);
                int end = graph.FirstEdge[node + 1];
                for (int edge = graph.FirstEdge[node]; edge < end; edge++)
                {
                    EdgeType type = graph.EdgeTypes[edge];
                    int target = graph.EdgeTargets[edge];
                    if (type == EdgeType.Weak || distances[target] != Unreachable)
                        continue;
                    if (special && !Follow(node, edge))
                        continue;
                    if (type == EdgeType.Internal && IsFirstOfPair(edge))
                        continue;
                    distances[target] = distance;
                    if (count == queue.Length)
                        Array.Resize(ref queue, count * 2);
                    queue[count++] = target;
                }
            }
            bool any = count > 0;
            count = 0;
            next = 0;
            return any;
        }

        bool IsSpecial(int node) => graph.NodeTypes[node] switch
        {
            NodeType.Hidden => graph.NodeNames[node] == nativeContext,
            NodeType.Array => graph.NodeNames[node] == mapDescriptors,
            _ => false,
        };

        // Maps share descriptor arrays, so a descriptor found there need not belong to this object: V8 keeps them at 3i + 1.
        bool Follow(int node, int edge)
        {
            bool indexed = graph.EdgeTypes[edge].IsIndexed();
            int name = graph.EdgeNames[edge];
            return graph.NodeTypes[node] == NodeType.Hidden
                ? indexed || name != sloppyFunctionMap
                : !indexed || name < 2 || name % 3 != 1;
        }

        // Key and table must both be reached before a WeakMap's value is, so the first of the two edges does not count.
        bool IsFirstOfPair(int edge)
        {
            if (!ephemerons.TryGet(edge, out EphemeronEdges.Entry entry) || halfSeenPairs.Remove(entry.Pair))
                return false;
            halfSeenPairs.Add(entry.Pair);
            return true;
        }

        static int[] Unreached(int count)
        {
            int[] distances = GC.AllocateUninitializedArray<int>(count);
            distances.AsSpan().Fill(Unreachable);
            return distances;
        }
    }
}
