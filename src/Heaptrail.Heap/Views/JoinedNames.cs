using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Texts of joined strings, put together from their parts until there are 1,024 characters. A string that grew piece by piece is a
/// chain of first halves, and each link of it is a string that somebody may ask for: what is found far down is remembered.
/// </summary>
static class JoinedNames
{
    const int LongestText = 1024;
    const int ShortChain = 16;

    static readonly ConditionalWeakTable<HeapGraph, ConcurrentDictionary<int, string>> known = [];

    internal static string Of(HeapNode node)
    {
        var text = new StringBuilder();
        var rest = new Stack<HeapNode>();
        // The joined strings from the node down that have no text yet and whose second half waits, each with what waited before it did.
        var chain = new List<(int Node, int Waiting)>();
        rest.Push(node);
        // A damaged file can join a string to itself; no true one has more parts than this before its first characters.
        long most = Math.Max(1 << 20, node.Graph.NodeCount * 2L);
        for (long parts = 0; parts < most && text.Length < LongestText && rest.TryPop(out HeapNode part); parts++)
        {
            while (chain.Count > 0 && chain[^1].Waiting >= rest.Count)
                chain.RemoveAt(chain.Count - 1);
            if (part.Type != NodeType.ConsString)
            {
                text.Append(part.RawName);
                continue;
            }
            if (text.Length == 0)
            {
                if (chain.Count > ShortChain && known.TryGetValue(node.Graph, out ConcurrentDictionary<int, string>? texts) && texts.TryGetValue(part.Index.Value, out string? before))
                    return Remember(node.Graph, chain, before);
                chain.Add((part.Index.Value, rest.Count));
            }
            (HeapNode? first, HeapNode? second) = PartsOf(part);
            if (second is { } right)
                rest.Push(right);
            if (first is { } left)
                rest.Push(left);
        }
        return text.Length < LongestText ? text.ToString() : Remember(node.Graph, chain, text.ToString());
    }

    /// <summary>The two halves of a joined string.</summary>
    internal static (HeapNode? First, HeapNode? Second) PartsOf(HeapNode node)
    {
        HeapNode? first = null;
        HeapNode? second = null;
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Type == EdgeType.Internal && edge.HasName("first"u8))
                first = edge.Target;
            else if (edge.Type == EdgeType.Internal && edge.HasName("second"u8))
                second = edge.Target;
        }
        return (first, second);
    }

    // Whose second half was not needed has the text of its first. One in so many is enough: whoever comes from elsewhere meets one soon.
    static string Remember(HeapGraph graph, List<(int Node, int Waiting)> chain, string text)
    {
        // A short way led to a known one already.
        for (int i = ShortChain; chain.Count > 2 * ShortChain && i < chain.Count; i += ShortChain)
            known.GetOrCreateValue(graph)[chain[i].Node] = text;
        return text;
    }
}
