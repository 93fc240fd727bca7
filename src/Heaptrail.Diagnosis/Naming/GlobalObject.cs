using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>The global object. Its name depends on how the snapshot was taken: global, global / origin, global (global*).</summary>
static class GlobalObject
{
    internal static bool Is(HeapNode node) =>
        node.Type == NodeType.Object
        && (node.HasName("global"u8) || node.Graph.Strings.StartsWith(node.NameIndex, "global / "u8) || node.Graph.Strings.StartsWith(node.NameIndex, "global ("u8));
}
