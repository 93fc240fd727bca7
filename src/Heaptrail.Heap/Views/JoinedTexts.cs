using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The texts of joined strings as hashes, with the rules of <see cref="NodeNames"/>: parts are added until there are 1,024 characters.</summary>
sealed class JoinedTexts(HeapGraph graph)
{
    const int LongestText = 1024;

    readonly Dictionary<NodeIndex, TextHash> known = [];
    // One literal is a part of a million joined strings, so each text of the table is hashed once. An unknown one has no length.
    readonly TextHash[] flat = new TextHash[graph.Strings.Count];

    /// <summary>Text of any node.</summary>
    internal TextHash Of(HeapNode node)
    {
        if (node.Type != NodeType.ConsString)
            return OfFlat(node.NameIndex);
        var open = new Stack<HeapNode>();
        open.Push(node);
        while (open.TryPeek(out HeapNode at))
        {
            (HeapNode? first, HeapNode? second) = JoinedNames.PartsOf(at);
            if (!known.ContainsKey(at.Index))
            {
                // Marked before its parts are looked at: a damaged file may join a string to itself.
                known.Add(at.Index, default);
                int before = open.Count;
                PushUnknown(first);
                PushUnknown(second);
                if (open.Count > before)
                    continue;
            }
            open.Pop();
            known[at.Index] = Join(at, first, second);
        }
        return known[node.Index];

        void PushUnknown(HeapNode? part)
        {
            if (part is { Type: NodeType.ConsString } joined && !known.ContainsKey(joined.Index))
                open.Push(joined);
        }
    }

    /// <summary>Whether one part is empty: V8 has put the text together already and keeps the joined string as a shell.</summary>
    internal bool IsFlattened(HeapNode node)
    {
        (HeapNode? first, HeapNode? second) = JoinedNames.PartsOf(node);
        return (first is { } left && Of(left).Length == 0) || (second is { } right && Of(right).Length == 0);
    }

    /// <summary>Text of a string of the table.</summary>
    internal TextHash OfFlat(int name)
    {
        ReadOnlySpan<byte> raw = graph.Strings.Raw(name);
        ref TextHash hash = ref flat[name];
        if (hash.Length == 0 && raw.Length > 0)
            hash = Ascii.IsValid(raw) && !raw.Contains((byte)'\\') ? TextHash.OfAscii(raw) : TextHash.Of(graph.Strings[name]);
        return hash;
    }

    /// <summary>Whether a string of the table may have one of some lengths: surely not, unless its bytes are escaped.</summary>
    internal bool MayHaveLength(int name, HashSet<int> lengths)
    {
        ReadOnlySpan<byte> raw = graph.Strings.Raw(name);
        return lengths.Contains(raw.Length) || raw.Contains((byte)'\\') || !Ascii.IsValid(raw);
    }

    TextHash Join(HeapNode node, HeapNode? first, HeapNode? second)
    {
        TextHash left = KnownOf(first);
        if (left.Length >= LongestText || second is not { } right)
            return left;
        TextHash rest = KnownOf(right);
        // Where the second part is itself cut short depends on the first.
        return right.Type != NodeType.ConsString || left.Length + rest.Length < LongestText ? left.Then(rest) : TextHash.Of(NodeNames.Of(node));
    }

    TextHash KnownOf(HeapNode? part) => part is not { } node ? default : node.Type == NodeType.ConsString ? known[node.Index] : OfFlat(node.NameIndex);
}
