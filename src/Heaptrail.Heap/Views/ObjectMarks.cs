using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Matching;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What is kept of a snapshot to compare others with it when its graph is gone: the ids of its objects that last, each with a mark of
/// what the object is. In one process an object keeps its kind, and a string its text.
/// </summary>
public sealed class ObjectMarks
{
    const int TypeShift = 24;
    const uint NameMask = (1u << TypeShift) - 1;
    // Of a longer name the ends are enough: texts that differ only between them, under one id, are no sign of another process.
    const int HashedBytes = 64;

    readonly IdTable marks = new();

    ObjectMarks()
    {
    }

    /// <summary>Highest odd id. V8 gives an object an id when a snapshot first sees it, always a higher one than those before.</summary>
    public long HighestId => marks.Highest;

    /// <summary>Whether the snapshot has an object that lasts with this id.</summary>
    /// <param name="id">V8's id; even ones do not last.</param>
    public bool Contains(long id) => marks[id] != 0;

    /// <summary>Reads them from a graph, which is not kept. Linear.</summary>
    /// <param name="graph">The graph.</param>
    public static ObjectMarks Of(HeapGraph graph)
    {
        var made = new ObjectMarks();
        var hashes = new uint[graph.Strings.Count];
        ReadOnlySpan<uint> ids = graph.NodeIds.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<int> names = graph.NodeNames.Span;
        for (int node = 0; node < ids.Length; node++)
        {
            if ((ids[node] & 1) == 0)
                continue;
            // V8 gives a joined string its text later on, and objects of its own change their names.
            uint name = types[node] is NodeType.String or NodeType.Object or NodeType.Closure ? HashOf(graph.Strings, names[node], hashes) : 1;
            made.marks.Set(ids[node], ((uint)types[node] << TypeShift) | name);
        }
        return made;
    }

    /// <summary>The same with the ids of a later capture; objects that are not in it are left out.</summary>
    /// <param name="matches">Which object of it is which.</param>
    public ObjectMarks Renamed(ObjectMatches matches)
    {
        var renamed = new ObjectMarks();
        foreach ((uint before, uint after) in matches.Pairs)
        {
            if (marks[before] is not 0 and var mark)
                renamed.marks.Set(after, mark);
        }
        return renamed;
    }

    /// <summary>How well the ids of two snapshots agree: whether equal ones are the same objects.</summary>
    /// <param name="other">The marks of the other.</param>
    public IdAgreement Compare(ObjectMarks other)
    {
        long common = 0;
        long different = 0;
        foreach ((ReadOnlyMemory<uint> first, ReadOnlyMemory<uint> second) in IdTable.CommonPages(marks, other.marks))
        {
            ReadOnlySpan<uint> one = first.Span;
            ReadOnlySpan<uint> another = second.Span;
            for (int i = 0; i < one.Length; i++)
            {
                if (one[i] == 0 || another[i] == 0)
                    continue;
                common++;
                if (one[i] != another[i] && IsOther((NodeType)(one[i] >> TypeShift), (NodeType)(another[i] >> TypeShift)))
                    different++;
            }
        }
        return new(common, different);
    }

    // The marks differ: by the type, or of one type by the name.
    static bool IsOther(NodeType before, NodeType after) => before == after || ProcessCheck.KindOf(before) != ProcessCheck.KindOf(after);

    // FNV-1a, never 0.
    static uint HashOf(StringTable strings, int index, uint[] known)
    {
        if (known[index] != 0)
            return known[index];
        ReadOnlySpan<byte> text = strings.Raw(index);
        uint hash = unchecked(0x811C9DC5 + (uint)text.Length);
        foreach (byte b in text[..Math.Min(HashedBytes, text.Length)])
            hash = unchecked((hash ^ b) * 0x01000193);
        foreach (byte b in text[Math.Max(0, text.Length - HashedBytes)..])
            hash = unchecked((hash ^ b) * 0x01000193);
        return known[index] = ((hash ^ (hash >> TypeShift)) & NameMask) | 1;
    }
}
