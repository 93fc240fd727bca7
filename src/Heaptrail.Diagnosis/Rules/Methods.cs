using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The methods of an object: what it can do tells what it is for.</summary>
static class Methods
{
    const int LongestChain = 8;

    /// <summary>Whether an object or one of its prototypes has a method with one of the names.</summary>
    internal static bool HasAny(HeapNode node, IReadOnlySet<string> names)
    {
        HeapNode? at = node;
        for (int i = 0; i < LongestChain && at is { } owner; i++)
        {
            foreach (HeapEdge edge in owner.Edges)
            {
                if (edge.Type == EdgeType.Property && edge.Target.Type == NodeType.Closure && names.Contains(edge.Name))
                    return true;
            }
            at = owner.Follow(EdgeType.Property, "__proto__"u8);
        }
        return false;
    }

    /// <summary>Whether listeners can be added to an object and taken off again.</summary>
    internal static bool IsEmitter(HeapNode node) => HasAny(node, Add) && HasAny(node, Remove);

    static readonly HashSet<string> Add = ["on", "addListener", "addEventListener", "subscribe"];

    static readonly HashSet<string> Remove = ["off", "removeListener", "removeEventListener", "unsubscribe"];
}
