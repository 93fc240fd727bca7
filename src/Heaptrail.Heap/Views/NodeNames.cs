using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Display names of nodes as Chrome DevTools shows them: plain objects by their properties, joined strings by their text, and
/// "Detached " before the names of embedder nodes that are detached from their tree.
/// </summary>
public static class NodeNames
{
    const int LongestPlainObject = 100;

    /// <summary>Display name of a node.</summary>
    public static string Of(HeapNode node) => node.Type switch
    {
        NodeType.ConsString => JoinedNames.Of(node),
        NodeType.Object when node.HasName("Object"u8) => PlainObject(node),
        NodeType.Native when DetachedNodes.Of(node.Graph).Contains(node.Index.Value) => $"Detached {node.RawName}",
        _ => node.RawName,
    };

    /// <summary>Whether the display name of a node is the name in the file.</summary>
    internal static bool IsRaw(HeapNode node) => node.Type switch
    {
        NodeType.ConsString => false,
        NodeType.Object => !node.HasName("Object"u8),
        NodeType.Native => node.Graph.Detachedness.Count == 0,
        _ => true,
    };

    // Names are taken from both ends in turn until the text is long enough: {first, second, …, last}.
    static string PlainObject(HeapNode node)
    {
        var names = new List<string>();
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == EdgeType.Property && !PropertyNames.IsPrototype(node.Graph.Strings, edge.NameOrIndex))
                names.Add(edge.Name);
        }
        var start = new List<string>();
        var end = new List<string>();
        int length = 2;
        int from = 0;
        int to = names.Count - 1;
        bool takeLast = false;
        while (from <= to)
        {
            string name = PropertyNames.Format(names[takeLast ? to : from]);
            if (start.Count > 0 && length + name.Length > LongestPlainObject)
                break;
            (takeLast ? end : start).Add(name);
            length += name.Length + ((takeLast ? end : start).Count > 1 ? 2 : 0);
            if (takeLast)
                to--;
            else
                from++;
            takeLast = !takeLast;
        }
        end.Reverse();
        IEnumerable<string> all = from <= to ? [.. start, "…", .. end] : [.. start, .. end];
        return $"{{{string.Join(", ", all)}}}";
    }
}
