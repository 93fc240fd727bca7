using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The version of Node.js that a snapshot was taken of: no field of the file, but <c>process.version</c> is in the heap.</summary>
public static class NodeVersion
{
    /// <summary>The version without the leading v; <see langword="null"/> when the heap has no such object.</summary>
    public static string? Find(HeapGraph graph)
    {
        int[] process = graph.Strings.AllOf("process"u8);
        ReadOnlySpan<int> names = graph.NodeNames.Span;
        for (int i = 0; i < names.Length; i++)
        {
            if (process.Contains(names[i]) && graph[new NodeIndex(i)] is { Type: NodeType.Object } node && VersionOf(node) is { } version)
                return version;
        }
        return null;
    }

    static string? VersionOf(HeapNode process) =>
        process.Follow(EdgeType.Property, "version"u8) is { Type: NodeType.String } node
        && node.RawName is ['v', .. { Length: > 0 } version] && version.Split('.') is { Length: 3 } parts && parts[0].All(char.IsAsciiDigit) ? version : null;
}
