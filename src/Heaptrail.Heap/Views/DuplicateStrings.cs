using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Strings with the same text: the groups of the "Duplicated strings" filter of Chrome DevTools. Joined strings count as well unless
/// V8 has put them together already; slices do not, they share the text of their parent.
/// </summary>
public sealed class DuplicateStrings
{
    readonly int[] members;
    readonly NodeSet isMember;

    DuplicateStrings(List<StringGroup> groups, int[] members, int nodes, long strings, long bytes)
    {
        Groups = groups;
        this.members = members;
        isMember = new(nodes);
        foreach (StringGroup group in groups)
        {
            foreach (NodeIndex node in MembersOf(group))
                isMember.Add(node.Value);
        }
        Strings = strings;
        Bytes = bytes;
    }

    /// <summary>
    /// Groups of two and more. Those whose text may be cut come last, since their strings need not be equal; before that most wasted
    /// bytes first, then by the first string.
    /// </summary>
    public IReadOnlyList<StringGroup> Groups { get; }

    /// <summary>Strings of the heap that have a size of their own, alone or not.</summary>
    public long Strings { get; }

    /// <summary>Sum of their shallow sizes.</summary>
    public long Bytes { get; }

    /// <summary>The strings of a group in file order.</summary>
    public IEnumerable<NodeIndex> MembersOf(StringGroup group)
    {
        for (int i = group.Start; i < group.Start + group.Count; i++)
            yield return new(members[i]);
    }

    /// <summary>Whether a node is one of them: the filter of the Summary.</summary>
    public bool Contains(NodeIndex node) => isMember[node.Value];

    /// <summary>Groups all strings. Linear; only texts of joined strings are compared, V8 writes each other text once.</summary>
    public static DuplicateStrings Build(IndexedHeap heap)
    {
        var grouping = new Grouping(heap);
        grouping.TakeFlat();
        grouping.TakeJoined();
        return grouping.Sort();
    }

    sealed class Grouping(IndexedHeap heap)
    {
        const int NoName = -1;

        readonly HeapGraph graph = heap.Graph;
        readonly List<int> nodes = [];
        readonly List<int> groupOf = [];
        readonly List<int> joined = [];
        readonly bool anyCut = CutString.MayBeIn(heap.Graph);
        readonly Dictionary<(int Name, CutString Facts), int> groupOfCut = [];
        // Group of each text of the table, from 1.
        readonly int[] groupOfName = new int[heap.Graph.Strings.Count];
        readonly List<int> nameOfGroup = [];
        int groups;

        internal void TakeFlat()
        {
            for (int i = 0; i < graph.NodeCount; i++)
            {
                HeapNode node = graph[new NodeIndex(i)];
                if (node.Type is not (NodeType.String or NodeType.ConsString) || heap.ShallowSizes[node.Index] == 0)
                    continue;
                if (node.Type == NodeType.ConsString)
                {
                    joined.Add(i);
                    continue;
                }
                nodes.Add(i);
                groupOf.Add((anyCut && CutString.Of(node) is { } facts ? OfCut(node.NameIndex, facts) : OfWhole(node.NameIndex)) - 1);
            }
        }

        int OfWhole(int name)
        {
            ref int group = ref groupOfName[name];
            if (group == 0)
            {
                group = ++groups;
                nameOfGroup.Add(name);
            }
            return group;
        }

        // Equal only if the rest is, which its length and hash tell; never equal to a text that is whole.
        int OfCut(int name, CutString facts)
        {
            ref int group = ref CollectionsMarshal.GetValueRefOrAddDefault(groupOfCut, (name, facts), out bool known);
            if (!known)
            {
                group = ++groups;
                nameOfGroup.Add(NoName);
            }
            return group;
        }

        internal void TakeJoined()
        {
            if (joined.Count == 0)
                return;
            var texts = new JoinedTexts(graph);
            var groupOfText = new Dictionary<TextHash, int>();
            var textOf = new List<TextHash>();
            foreach (int i in joined)
            {
                HeapNode node = graph[new NodeIndex(i)];
                if (texts.IsFlattened(node))
                    continue;
                nodes.Add(i);
                textOf.Add(texts.Of(node));
                groupOfText.TryAdd(textOf[^1], -1);
            }
            Match(texts, groupOfText);
            foreach (TextHash text in textOf)
            {
                ref int group = ref CollectionsMarshal.GetValueRefOrNullRef(groupOfText, text);
                if (group < 0)
                    group = groups++;
                groupOf.Add(group);
            }
        }

        // Most texts of the table have a length that no joined string has, and need not be looked at.
        void Match(JoinedTexts texts, Dictionary<TextHash, int> groupOfText)
        {
            HashSet<int> lengths = [.. groupOfText.Keys.Select(text => text.Length)];
            for (int group = 0; group < nameOfGroup.Count; group++)
            {
                if (nameOfGroup[group] == NoName || !texts.MayHaveLength(nameOfGroup[group], lengths))
                    continue;
                ref int known = ref CollectionsMarshal.GetValueRefOrNullRef(groupOfText, texts.OfFlat(nameOfGroup[group]));
                if (!Unsafe.IsNullRef(ref known) && known < 0)
                    known = group;
            }
        }

        internal DuplicateStrings Sort()
        {
            var count = new int[groups + 1];
            foreach (int group in groupOf)
                count[group + 1]++;
            for (int group = 0; group < groups; group++)
                count[group + 1] += count[group];
            var members = new int[nodes.Count];
            var next = count[..groups];
            long bytes = 0;
            for (int i = 0; i < nodes.Count; i++)
            {
                members[next[groupOf[i]]++] = nodes[i];
                bytes += heap.ShallowSizes[new NodeIndex(nodes[i])];
            }
            var found = new List<StringGroup>();
            for (int group = 0; group < groups; group++)
            {
                if (count[group + 1] - count[group] > 1)
                    found.Add(Sum(members, count[group], count[group + 1] - count[group]));
            }
            found.Sort((a, b) => (a.IsCut, -a.WastedBytes, a.First.Value).CompareTo((b.IsCut, -b.WastedBytes, b.First.Value)));
            return new(found, members, heap.Graph.NodeCount, nodes.Count, bytes);
        }

        StringGroup Sum(int[] members, int start, int count)
        {
            // Joined strings were added behind the others.
            members.AsSpan(start, count).Sort();
            long shallow = 0, retained = 0, largest = 0;
            foreach (int member in members.AsSpan(start, count))
            {
                var node = new NodeIndex(member);
                shallow += heap.ShallowSizes[node];
                retained += heap.RetainedSizes[node];
                largest = Math.Max(largest, heap.ShallowSizes[node]);
            }
            var first = new NodeIndex(members[start]);
            CutString facts = anyCut ? CutString.Of(graph[first]).GetValueOrDefault() : default;
            bool mayDiffer = facts is { Length: null } or { Hash: null } && StringText.MayBeCut(graph[first]);
            return new(first, count, shallow, shallow - largest, retained, mayDiffer) { Start = start, Length = facts.Length };
        }
    }
}

/// <summary>Strings with one text.</summary>
/// <param name="First">The first of them in file order.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="WastedBytes">What all but the largest take: as much would be saved by keeping one.</param>
/// <param name="RetainedBytes">Sum of their retained sizes, as DevTools shows it: parts of joined strings may be in it several times.</param>
/// <param name="IsCut">Whether V8 may have cut the text: then the strings begin alike, and may be different all the same.</param>
public readonly record struct StringGroup(NodeIndex First, int Count, long ShallowBytes, long WastedBytes, long RetainedBytes, bool IsCut)
{
    internal int Start { get; init; }

    /// <summary>Characters of the whole text, where V8 cut it and says how long it is; otherwise <see langword="null"/>.</summary>
    public long? Length { get; init; }
}
