using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>Whether embedder objects are attached to their tree or detached from it, as Chrome DevTools sees them. Node.js marks hardly any.</summary>
public sealed class DetachedStates
{
    readonly Dictionary<int, byte> states;

    DetachedStates(Dictionary<int, byte> states) => this.states = states;

    /// <summary>Lets the marks of the file spread.</summary>
    public static DetachedStates Build(HeapGraph graph) => new(DetachedNodes.States(graph));

    /// <summary>0 not known, 1 attached, 2 detached.</summary>
    public int this[NodeIndex node] => states.GetValueOrDefault(node.Value);
}
