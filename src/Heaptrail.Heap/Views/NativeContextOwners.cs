using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Which realm each node of a heap belongs to. A node whose shape knows its realm belongs to that one for good; every other node
/// belongs to the realm that reaches it, or is shared when several do. Takes four bytes per node until it is disposed.
/// </summary>
public sealed class NativeContextOwners : IDisposable
{
    const int None = -1;
    const int Shared = -2;

    readonly Column<int> owners;
    readonly List<NodeIndex> contexts = [];

    NativeContextOwners(int nodeCount) => owners = Column<int>.Filled(nodeCount, None);

    /// <summary>The native contexts in the order of the file.</summary>
    public IReadOnlyList<NodeIndex> Contexts => contexts;

    /// <summary>The native context of the only realm that a node belongs to; <see cref="NodeIndex.None"/> when it is shared or of no realm.</summary>
    public NodeIndex OwnerOf(NodeIndex node) => owners[node.Value] is >= 0 and var owner ? new(owner) : NodeIndex.None;

    /// <summary>Whether several realms reach a node.</summary>
    public bool IsShared(NodeIndex node) => owners[node.Value] == Shared;

    /// <summary>Whether no realm reaches a node.</summary>
    public bool IsOfNone(NodeIndex node) => owners[node.Value] == None;

    /// <summary>Attributes every node. Linear: a node is visited twice at most.</summary>
    public static NativeContextOwners Build(HeapGraph graph)
    {
        var result = new NativeContextOwners(graph.NodeCount);
        result.Spread(graph, result.Fix(graph));
        return result;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => owners.Dispose();

    internal static bool IsRealm(HeapGraph graph, NodeIndex node)
    {
        ReadOnlySpan<byte> name = graph.Strings.Raw(graph.NodeNames[node.Value]);
        if (name.StartsWith("Detached "u8))
            name = name["Detached ".Length..];
        return name.SequenceEqual("system / NativeContext"u8) || name.StartsWith("system / NativeContext / "u8);
    }

    // Objects know their shape, shapes the shape of shapes, and of that there is one per realm.
    NodeSet Fix(HeapGraph graph)
    {
        int map = graph.Strings.IndexOf("map"u8);
        int nativeContext = graph.Strings.IndexOf("native_context"u8);
        var isFixed = new NodeSet(graph.NodeCount);
        // Many objects have one shape, so each is asked once.
        var realmOfShape = new Dictionary<int, int>();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (IsRealm(graph, new(node)))
            {
                contexts.Add(new(node));
                owners[node] = node;
                isFixed.Add(node);
            }
            else if (TargetOf(graph, node, map) is >= 0 and var shape && RealmOfShape(shape) is >= 0 and var realm)
            {
                owners[node] = realm;
                isFixed.Add(node);
            }
        }
        return isFixed;

        int RealmOfShape(int shape)
        {
            if (!realmOfShape.TryGetValue(shape, out int realm))
                realmOfShape.Add(shape, realm = TargetOf(graph, shape, map) is >= 0 and var meta ? TargetOf(graph, meta, nativeContext, onlyRealms: true) : None);
            return realm;
        }
    }

    // The first internal edge of that name; a missing name has the index -1, which no edge has.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int TargetOf(HeapGraph graph, int node, int name, bool onlyRealms = false)
    {
        int end = graph.FirstEdge[node + 1];
        for (int edge = graph.FirstEdge[node]; edge < end; edge++)
        {
            if (graph.TypeOf(edge) == EdgeType.Internal && graph.NameOf(edge) == name && (!onlyRealms || IsRealm(graph, new(graph.TargetOf(edge)))))
                return graph.TargetOf(edge);
        }
        return None;
    }

    // A node goes from none to one realm and from there to shared, never back: the order of the visits does not matter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Spread(HeapGraph graph, NodeSet isFixed)
    {
        Span<int> owner = owners.Span;
        ReadOnlySpan<int> firstEdge = graph.FirstEdge.Span;
        ReadOnlySpan<uint> labels = graph.EdgeLabels.Span;
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        var open = new Stack<int>();
        for (int start = 0; start < owner.Length; start++)
        {
            if (!isFixed[start])
                continue;
            open.Push(start);
            while (open.TryPop(out int node))
            {
                int realm = owner[node];
                for (int edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++)
                {
                    int target = PackedEdge.NodeOf(targets[edge]);
                    if (PackedEdge.TypeOf(labels[edge]) is EdgeType.Shortcut or EdgeType.Weak || owner[target] == realm || owner[target] == Shared || isFixed[target])
                        continue;
                    owner[target] = owner[target] == None ? realm : Shared;
                    open.Push(target);
                }
            }
        }
    }
}
