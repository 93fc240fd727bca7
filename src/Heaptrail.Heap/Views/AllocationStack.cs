using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The stack under which one object was allocated.</summary>
public static class AllocationStack
{
    /// <summary>The functions, the innermost first, without the root; empty when the stack is not known.</summary>
    public static IReadOnlyList<AllocationFunction> Of(HeapGraph graph, NodeIndex node)
    {
        if (graph.Recording is not { Stacks: { } tree } recording)
            return [];
        var stack = new List<AllocationFunction>();
        for (int at = recording.StackOf(node.Value); at > 0; at = tree.ParentOf[at])
            stack.Add(tree.Functions[tree.FunctionOf[at]]);
        return stack;
    }
}
