using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The rows of a summary, and the row of each node, before it is known what they retain.</summary>
sealed class SummaryCounts : IDisposable
{
    readonly ClassIndex classes;
    readonly Dictionary<(int Class, ObjectLocation? Location), int> known = [];
    // The row that a class had last; most classes have one place or none, so it is nearly always the right one and no hash is needed.
    readonly int[] lastOf;
    readonly Column<int> rowOf;
    readonly ColumnMemory memory;
    Row[] rows = new Row[256];
    int count;

    SummaryCounts(HeapGraph graph, ClassIndex classes)
    {
        this.classes = classes;
        memory = graph.Memory.Scratch;
        lastOf = new int[classes.Count];
        Array.Fill(lastOf, -1);
        rowOf = graph.Memory.Scratch.Allocate<int>(graph.NodeCount);
    }

    internal static SummaryCounts Build(HeapGraph graph, ClassIndex classes, SizeColumn shallow, DistanceIndex distances, Predicate<NodeIndex>? filter)
    {
        var counts = new SummaryCounts(graph, classes);
        counts.Count(graph, shallow, distances.Distances.Span, filter);
        return counts;
    }

    void Count(HeapGraph graph, SizeColumn shallow, ReadOnlySpan<int> distances, Predicate<NodeIndex>? filter)
    {
        Span<int> rowOfNode = rowOf.Span;
        ReadOnlySpan<uint> sizes = shallow.Small.Span;
        ReadOnlySpan<int> classOf = classes.ClassOf.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<ulong> located = graph.Locations.Bits.Span;
        for (int node = 0; node < rowOfNode.Length; node++)
        {
            uint size = sizes[node];
            if (size == 0 || (filter is not null && !filter(new(node))))
            {
                rowOfNode[node] = -1;
                continue;
            }
            bool hasLocation = types[node] == NodeType.Object && (located[node >> 6] >> (node & 63) & 1) != 0;
            ObjectLocation location = hasLocation ? graph.Locations.At(node) : default;
            ref int last = ref lastOf[classOf[node]];
            if (last < 0 || rows[last].HasLocation != hasLocation || !IsSame(rows[last].Location, location))
                last = FindOrAdd(classOf[node], hasLocation ? location : null, node);
            rowOfNode[node] = last;
            ref Row row = ref rows[last];
            row.Count++;
            row.ShallowBytes += size == uint.MaxValue ? shallow[node] : size;
            row.Distance = Math.Min(row.Distance, distances[node]);
        }
    }

    static bool IsSame(in ObjectLocation one, in ObjectLocation other) =>
        one.ScriptId == other.ScriptId && one.Line == other.Line && one.Column == other.Column;

    int FindOrAdd(int type, ObjectLocation? location, int node)
    {
        if (known.TryGetValue((type, location), out int found))
            return found;
        if (count == rows.Length)
            Array.Resize(ref rows, count * 2);
        rows[count] = new() { Class = type, First = node, Distance = int.MaxValue, HasLocation = location.HasValue, Location = location.GetValueOrDefault() };
        known.Add((type, location), count);
        return count++;
    }

    /// <summary>The rows with what they retain, greatest first.</summary>
    internal SummaryRow[] ToRows(DominatorTree dominators, RetainedSizes retained)
    {
        var sums = new SummaryRetained(count, memory);
        long[] bytes = sums.Sum(rowOf.Span, dominators, retained.Column);
        return [.. Enumerable.Range(0, count)
            .Select(number => ToRow(rows[number], bytes[number]))
            .OrderByDescending(row => row.RetainedBytes).ThenByDescending(row => row.ShallowBytes).ThenBy(row => row.First.Value)];
    }

    SummaryRow ToRow(in Row row, long retained) =>
        new(classes.NameOf(new ClassId(row.Class)), row.HasLocation ? row.Location : null, row.Count, row.Distance, row.ShallowBytes, retained, new(row.First));

    public void Dispose() => rowOf.Dispose();

    struct Row
    {
        internal int Class;
        internal int First;
        internal int Distance;
        internal bool HasLocation;
        internal ObjectLocation Location;
        internal long Count;
        internal long ShallowBytes;
    }
}
