using System.Buffers.Text;
using System.Collections;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The edges of WeakMap entries. V8 writes two for each entry, one from the key and one from the table, both internal and named
/// <c>n / part of key (K @id) -> value (V @id) pair in WeakMap (table @id)</c>. The key holds the value; the table alone does not.
/// </summary>
public sealed class EphemeronEdges
{
    static ReadOnlySpan<byte> PartOfKey => " / part of key ("u8;

    static ReadOnlySpan<byte> TableIs => " pair in WeakMap (table @"u8;

    readonly HeapGraph graph;
    readonly Dictionary<int, Entry> byName;

    // One bit per string: nearly all names of internal edges are none of these, and each edge is asked about.
    readonly BitArray isEntry;

    EphemeronEdges(HeapGraph graph, Dictionary<int, Entry> byName)
    {
        this.graph = graph;
        this.byName = byName;
        isEntry = new(byName.Count > 0 ? graph.Strings.Count : 0);
        foreach (int name in byName.Keys)
            isEntry[name] = true;
    }

    /// <summary>Whether the heap has WeakMap entries at all.</summary>
    public bool Any => byName.Count > 0;

    /// <summary>Finds the names of entries among the strings of a graph.</summary>
    public static EphemeronEdges Build(HeapGraph graph)
    {
        var byName = new Dictionary<int, Entry>();
        var pairs = new Dictionary<string, int>();
        StringTable strings = graph.Strings;
        for (int i = 0; i < strings.Count; i++)
        {
            ReadOnlySpan<byte> name = strings.Raw(i);
            if (name.Length > 40 && name[^1] == ')' && name[0] is >= (byte)'0' and <= (byte)'9' && TryParse(name, out uint table, out int pairStart))
            {
                string pair = System.Text.Encoding.UTF8.GetString(name[pairStart..]);
                if (!pairs.TryGetValue(pair, out int number))
                    pairs.Add(pair, number = pairs.Count);
                byName.Add(i, new(table, number));
            }
        }
        return new(graph, byName);
    }

    /// <summary>Whether an edge is one of the two of a WeakMap entry, and which of them.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="source">The node it leads from.</param>
    public EphemeronPart PartOf(EdgeIndex edge, NodeIndex source) =>
        TryGet(edge.Value, out Entry entry) ? entry.TableId == graph.NodeIds[source.Value] ? EphemeronPart.Table : EphemeronPart.Key : EphemeronPart.None;

    /// <summary>V8's id of the table that a WeakMap entry's edge belongs to; <see langword="null"/> for any other edge.</summary>
    public long? TableIdOf(EdgeIndex edge) => TryGet(edge.Value, out Entry entry) ? entry.TableId : null;

    internal bool IsTablePart(int edge, int source) => TryGet(edge, out Entry entry) && entry.TableId == graph.NodeIds[source];

    internal bool TryGet(int edge, out Entry entry)
    {
        entry = default;
        return graph.EdgeTypes[edge] == EdgeType.Internal && Any && isEntry[graph.EdgeNames[edge]] && byName.TryGetValue(graph.EdgeNames[edge], out entry);
    }

    static bool TryParse(ReadOnlySpan<byte> name, out uint table, out int pairStart)
    {
        table = 0;
        pairStart = name.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (!name[pairStart..].StartsWith(PartOfKey))
            return false;
        int tableStart = name.LastIndexOf(TableIs);
        if (tableStart < 0)
            return false;
        ReadOnlySpan<byte> digits = name[(tableStart + TableIs.Length)..^1];
        return Utf8Parser.TryParse(digits, out table, out int used) && used == digits.Length && name.IndexOf(") -> value ("u8) > 0;
    }

    /// <summary>What an entry's edge name says.</summary>
    /// <param name="TableId">V8's id of the table.</param>
    /// <param name="Pair">The same number for the two edges of one entry.</param>
    internal readonly record struct Entry(uint TableId, int Pair);
}

/// <summary>Which edge of a WeakMap entry an edge is.</summary>
public enum EphemeronPart
{
    /// <summary>It belongs to no entry.</summary>
    None,
    /// <summary>From the key to the value: it holds the value.</summary>
    Key,
    /// <summary>From the table to the value: it does not hold the value by itself.</summary>
    Table,
}
