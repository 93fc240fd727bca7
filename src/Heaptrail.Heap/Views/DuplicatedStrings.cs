using System.Collections;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The strings of which there is another with the same text: the filter of the Summary of Chrome DevTools, by the same rules. A
/// joined string that V8 has put together already stands for its parts and does not count.
/// </summary>
public static class DuplicatedStrings
{
    /// <summary>Finds the nodes. Linear in the text.</summary>
    public static Predicate<NodeIndex> Find(IndexedHeap heap)
    {
        HeapGraph graph = heap.Graph;
        var duplicated = new BitArray(graph.NodeCount);
        // A text is known by its place in the table; joined strings have no place, so theirs is looked up.
        var firstOfName = new int[graph.Strings.Count];
        firstOfName.AsSpan().Fill(-1);
        var joined = new List<(int Node, string Text)>();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.Type is not (NodeType.String or NodeType.ConsString) || heap.ShallowSizes[node.Index] == 0)
                continue;
            if (node.Type == NodeType.String)
                Meet(ref firstOfName[node.NameIndex], i);
            else if (!IsFlat(node))
                joined.Add((i, NodeNames.Of(node)));
        }
        MeetJoined();
        return node => duplicated[node.Value];

        void Meet(ref int first, int node)
        {
            if (first < 0)
            {
                first = node;
                return;
            }
            duplicated[first] = true;
            duplicated[node] = true;
        }

        void MeetJoined()
        {
            var firstOfText = new Dictionary<string, int>();
            foreach ((_, string text) in joined)
                firstOfText.TryAdd(text, -1);
            for (int name = 0; name < firstOfName.Length && firstOfText.Count > 0; name++)
            {
                if (firstOfName[name] >= 0 && graph.Strings[name] is var text && firstOfText.ContainsKey(text))
                    firstOfText[text] = firstOfName[name];
            }
            foreach ((int node, string text) in joined)
                Meet(ref CollectionsMarshal.GetValueRefOrAddDefault(firstOfText, text, out _), node);
        }
    }

    static bool IsFlat(HeapNode node)
    {
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == EdgeType.Internal && (edge.HasName("first"u8) || edge.HasName("second"u8)) && NodeNames.Of(edge.Target).Length == 0)
                return true;
        }
        return false;
    }
}
