using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The edges of WeakMap entries. V8 writes two for each entry, one from the key and one from the table, both internal and named
/// <c>n / part of key (K @id) -> value (V @id) pair in WeakMap (table @id)</c>. The key holds the value; the table alone does not.
/// </summary>
public sealed class EphemeronEdges : IDisposable
{
    const int ShortestName = 40;

    static ReadOnlySpan<byte> PartOfKey => " / part of key ("u8;

    static ReadOnlySpan<byte> TableIs => " pair in WeakMap (table @"u8;

    readonly HeapGraph graph;

    internal EphemeronEdges(HeapGraph graph, Column<int> edges, Column<int> pairs)
    {
        this.graph = graph;
        Edges = edges;
        Pairs = pairs;
    }

    /// <summary>The edges, in order.</summary>
    internal Column<int> Edges { get; }

    /// <summary>For each the number of its pair, and its complement where the edge leaves the table.</summary>
    internal Column<int> Pairs { get; }

    /// <summary>Whether the heap has WeakMap entries at all.</summary>
    public bool Any => Edges.Length > 0;

    /// <summary>Finds the edges by their names, and marks those of tables: they make no dominators.</summary>
    public static EphemeronEdges Build(HeapGraph graph) => Compute(graph, CancellationToken.None);

    internal static EphemeronEdges Compute(HeapGraph graph, CancellationToken cancel)
    {
        Dictionary<int, Entry> byName = FindNames(graph.Strings, cancel);
        cancel.ThrowIfCancellationRequested();
        if (byName.Count == 0)
            return new(graph, Column<int>.Empty, Column<int>.Empty);
        var edges = new List<int>();
        var pairs = new List<int>();
        int lowest = byName.Keys.Min();
        int highest = byName.Keys.Max();
        // One bit per string: nearly all names of internal edges are none of these, and each edge is asked about.
        var isEntry = new NodeSet(highest + 1 - lowest);
        foreach (int name in byName.Keys)
            isEntry.Add(name - lowest);
        uint lowestLabel = PackedEdge.Label(EdgeType.Internal, (uint)lowest);
        foreach (int edge in FindEdges(graph.EdgeLabels.Span, lowestLabel, (uint)(highest - lowest), isEntry))
        {
            Entry entry = byName[graph.NameOf(edge)];
            bool isTable = entry.TableId == graph.NodeIds[graph.SourceOf(new(edge)).Value];
            edges.Add(edge);
            pairs.Add(isTable ? ~entry.Pair : entry.Pair);
            if (isTable)
                graph.EdgeTargets[edge] |= PackedEdge.Inessential;
        }
        return Of(graph, CollectionsMarshal.AsSpan(edges), CollectionsMarshal.AsSpan(pairs));
    }

    static List<int> FindEdges(ReadOnlySpan<uint> labels, uint lowestLabel, uint range, NodeSet isEntry)
    {
        var found = new List<int>();
        for (int edge = 0; edge < labels.Length; edge++)
        {
            uint name = labels[edge] - lowestLabel;
            if (name <= range && isEntry[(int)name])
                found.Add(edge);
        }
        return found;
    }

    /// <summary>Whether an edge is one of the two of a WeakMap entry, and which of them.</summary>
    /// <param name="edge">The edge.</param>
    public EphemeronPart PartOf(EdgeIndex edge) =>
        Place(edge.Value) is >= 0 and var place ? Pairs[place] < 0 ? EphemeronPart.Table : EphemeronPart.Key : EphemeronPart.None;

    /// <summary>V8's id of the table that a WeakMap entry's edge belongs to; <see langword="null"/> for any other edge.</summary>
    public long? TableIdOf(EdgeIndex edge) =>
        Place(edge.Value) >= 0 && TryParse(graph.Strings.Raw(graph.NameOf(edge.Value)), out uint table, out _) ? table : null;

    internal static EphemeronEdges Of(HeapGraph graph, ReadOnlySpan<int> edges, ReadOnlySpan<int> pairs)
    {
        Column<int> ownEdges = Column<int>.Allocate(edges.Length);
        Column<int> ownPairs = Column<int>.Allocate(pairs.Length);
        edges.CopyTo(ownEdges.Span);
        pairs.CopyTo(ownPairs.Span);
        return new(graph, ownEdges, ownPairs);
    }

    internal bool IsTablePart(int edge) => PartOf(new(edge)) == EphemeronPart.Table;

    internal int? PairOf(int edge) => Edges.Span.BinarySearch(edge) is >= 0 and var place ? Math.Max(Pairs[place], ~Pairs[place]) : null;

    /// <summary>The nodes that such edges leave.</summary>
    internal NodeSet FindSources()
    {
        var sources = new NodeSet(graph.NodeCount);
        foreach (int edge in Edges.Span)
            sources.Add(graph.SourceOf(new(edge)).Value);
        return sources;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Edges.Dispose();
        Pairs.Dispose();
    }

    int Place(int edge) => Edges.Length == 0 || graph.TypeOf(edge) != EdgeType.Internal ? -1 : Edges.Span.BinarySearch(edge);

    // The pair is known by a hash of 64 bits of the part of the name that both edges share.
    static Dictionary<int, Entry> FindNames(StringTable strings, CancellationToken cancel)
    {
        var byName = new Dictionary<int, Entry>();
        var pairs = new Dictionary<ulong, int>();
        ReadOnlySpan<uint> starts = strings.Starts.Span;
        for (int i = 0; i < strings.Count; i++)
        {
            if ((i & (Chunks.Size - 1)) == 0)
                cancel.ThrowIfCancellationRequested();
            // Of the last string of a block the difference is wrong, and large.
            if (starts[i + 1] - starts[i] <= ShortestName)
                continue;
            ReadOnlySpan<byte> name = strings.Raw(i);
            if (name.Length > ShortestName && name[0] is >= (byte)'0' and <= (byte)'9' && name[^1] == ')' && TryParse(name, out uint table, out int pairStart))
            {
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, Hash(name[pairStart..]), out bool known);
                if (!known)
                    number = pairs.Count - 1;
                byName.Add(i, new(table, number));
            }
        }
        return byName;
    }

    // In the manner of FNV-1a, eight bytes at a time.
    static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = 0xCBF29CE484222325;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            hash = Mixed(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
        foreach (byte b in text)
            hash = Mixed(hash, b);
        return hash;

        static ulong Mixed(ulong hash, ulong more) => BitOperations.RotateLeft(unchecked((hash ^ more) * 0x9E3779B97F4A7C15), 29);
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

    readonly record struct Entry(uint TableId, int Pair);
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
