using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>What several rules ask about the whole heap; each is looked for once, when somebody asks.</summary>
sealed class HeapFacts(HeapGraph graph)
{
    readonly Lazy<IReadOnlyList<NodeIndex>> asyncHooks = new(() => Objects(graph));
    readonly Lazy<DetachedStates> detached = new(() => DetachedStates.Build(graph));

    /// <summary>The hooks that async_hooks.createHook() made.</summary>
    internal IReadOnlyList<NodeIndex> AsyncHooks => asyncHooks.Value;

    /// <summary>Which nodes the embedder took out of what they belonged to.</summary>
    internal DetachedStates Detached => detached.Value;

    static List<NodeIndex> Objects(HeapGraph graph)
    {
        var found = new List<NodeIndex>();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.Type == NodeType.Object && node.HasName("AsyncHook"u8))
                found.Add(node.Index);
        }
        return found;
    }
}
