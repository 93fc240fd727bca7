using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What part a node can play. Everything that grows in healthy programs (compiled code, feedback, maps, tables) is of types that
/// are not counted; stores count as the object that they belong to.
/// </summary>
public sealed class NodeRoles
{
    readonly IndexedHeap heap;
    readonly Role[] roles;
    readonly int[] owners;

    NodeRoles(IndexedHeap heap, Role[] roles, int[] owners)
    {
        this.heap = heap;
        this.roles = roles;
        this.owners = owners;
    }

    /// <summary>Sorts all nodes.</summary>
    public static NodeRoles Find(IndexedHeap heap)
    {
        HeapGraph graph = heap.Graph;
        var roles = new Role[graph.NodeCount];
        for (int i = 0; i < roles.Length; i++)
            roles[i] = RoleOf(graph[new NodeIndex(i)]);
        var owners = new int[graph.NodeCount];
        for (int place = 0; place < owners.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            owners[node.Value] = roles[node.Value] == Role.Store ? owners[heap.Dominators[node].Value] : node.Value;
        }
        return new(heap, roles, owners);
    }

    /// <summary>Whether a node counts as growth: something that a program creates.</summary>
    public bool IsCounted(NodeIndex node) => roles[node.Value] == Role.Counted;

    /// <summary>Whether a node is a part of another object that nobody can point at.</summary>
    public bool IsStore(NodeIndex node) => roles[node.Value] == Role.Store;

    /// <summary>Whether a node can be told to a person as the one that holds.</summary>
    public bool CanHold(NodeIndex node) => roles[node.Value] is Role.Counted or Role.Context;

    /// <summary>The object that a store belongs to; any other node itself.</summary>
    public NodeIndex OwnerOf(NodeIndex node) => new(owners[node.Value]);

    /// <summary>Class name of a node.</summary>
    public string ClassOf(NodeIndex node) => heap.Classes.NameOf(node);

    /// <summary>What part a node can play.</summary>
    public static Role RoleOf(HeapNode node) => node.Type switch
    {
        NodeType.Array => Role.Store,
        // The name of a string is its text.
        NodeType.Closure or NodeType.RegExp or NodeType.String or NodeType.ConsString or NodeType.SlicedString or NodeType.Symbol or NodeType.BigInt => Role.Counted,
        NodeType.Object => node.IsContext() ? Role.Context : node.IsNativeContext() ? Role.Machinery : Role.Counted,
        NodeType.Hidden => node.IsContext() ? Role.Context : node.IsNativeContext() ? Role.Machinery : Role.Store,
        NodeType.Native => node.IsContext() ? Role.Context : IsWrapper(node) ? Role.Counted : Role.Machinery,
        _ => Role.Machinery,
    };

    // V8 12 and newer show an object of the program and the native one behind it as one node, of the native type: a vm.Script, an
    // element of a page. It has the id of the object, which is odd, and its prototype.
    static bool IsWrapper(HeapNode node) => (node.Id & 1) == 1 && node.Follow(EdgeType.Property, "__proto__"u8) is not null;
}

/// <summary>What part a node can play in a leak.</summary>
public enum Role : byte
{
    /// <summary>V8's or the embedder's own: code, maps, roots, native objects.</summary>
    Machinery,
    /// <summary>Part of another object: elements, hash table, dictionary.</summary>
    Store,
    /// <summary>The variables that closures captured.</summary>
    Context,
    /// <summary>Objects, functions, strings and the like.</summary>
    Counted,
}
