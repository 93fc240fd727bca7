using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Tests.Support;

/// <summary>Everything that a graph says, as text to compare.</summary>
static class GraphDump
{
    public static string Of(HeapGraph graph)
    {
        var text = new StringBuilder();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            text.Append($"{i}: {graph.TypeName(node.Type)} \"{node.RawName}\" @{node.Id} {node.SelfSize} B, state {graph.Detachedness.GetValueOrDefault(i)}, at {graph.Locations[new(i)]}\n");
            foreach (HeapEdge edge in node.Edges)
                text.Append($"   {edge.Type} \"{edge.Name}\" -> {edge.TargetIndex.Value}\n");
        }
        return text.Append($"{graph.Strings.Count} strings, {graph.ExtraNativeBytes} B beside").ToString();
    }
}
