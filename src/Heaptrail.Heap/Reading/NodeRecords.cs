using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the nodes of a file that V8 wrote, a record of five to seven numbers at a time: type, name, id, self size, number of edges,
/// and where there are such columns the place in the trace tree and the detachedness.
/// </summary>
ref struct NodeRecords
{
    readonly FileWindow window;
    readonly GraphColumns columns;
    readonly ReadOnlySpan<NodeType> types;
    readonly int fields;
    readonly int detachedness;
    readonly int traceId;

    internal NodeRecords(FileWindow window, GraphColumns columns, SnapshotHeader header)
    {
        this.window = window;
        this.columns = columns;
        types = header.NodeTypes;
        fields = header.NodeFields;
        detachedness = header.NodeDetachedness;
        traceId = header.NodeTraceId;
    }

    /// <summary>Reads to the closing bracket.</summary>
    /// <exception cref="IrregularLayoutException">Something is not as V8 writes it, or the counts are not those promised.</exception>
    internal readonly void Read()
    {
        Span<NodeType> nodeTypes = columns.NodeTypes.Span;
        Span<int> names = columns.NodeNames.Span;
        Span<uint> ids = columns.NodeIds.Span;
        Span<uint> sizes = columns.SelfSizes.Span;
        Span<int> firstEdge = columns.FirstEdge.Span;
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(window.Bytes);
        var totals = default(NodeTotals);
        var plain = new PlainNodes(columns, types, fields, window.HasLineFeeds());
        while (window.Fill())
        {
            int at = window.Position;
            int last = Math.Max(at, window.End - FileWindow.Padding);
            while (at <= last)
            {
                if (PlainNodes.CanRead)
                {
                    at = plain.Read(ref bytes, at, last, ref totals);
                    if (at > last)
                        break;
                }
                int node = totals.Nodes;
                ref byte record = ref Unsafe.Add(ref bytes, at);
                var low = Vector256.LoadUnsafe(ref record);
                var high = Vector256.LoadUnsafe(ref record, 32);
                ulong ends = DigitRuns.NotDigits(low) | ((ulong)DigitRuns.NotDigits(high) << 32);
                ulong commas = DigitRuns.Commas(low) | ((ulong)DigitRuns.Commas(high) << 32);
                ulong all = ends;
                ulong type = Next(ref record, ref ends, 0, out int end);
                ulong name = Next(ref record, ref ends, end + 1, out end);
                ulong id = Next(ref record, ref ends, end + 1, out end);
                ulong size = Next(ref record, ref ends, end + 1, out end);
                ulong edgeCount = Next(ref record, ref ends, end + 1, out end);
                for (int field = 5; field < fields; field++)
                {
                    ulong value = Next(ref record, ref ends, end + 1, out end);
                    if (value != 0)
                        SetRare(node, field, value);
                }
                // Between the numbers there is one comma each.
                ulong inside = (1UL << end) - 1;
                if (((all ^ commas) & inside) != 0 || node >= nodeTypes.Length || type >= (ulong)types.Length || name > int.MaxValue || id > uint.MaxValue
                    || edgeCount > int.MaxValue || size > SnapshotLimits.MaxSelfSizes || totals.Sizes + size > SnapshotLimits.MaxSelfSizes)
                {
                    throw new IrregularLayoutException();
                }
                nodeTypes[node] = types[(int)type];
                names[node] = (int)name;
                ids[node] = (uint)id;
                sizes[node] = (uint)size;
                if (size >= uint.MaxValue)
                    columns.SetSelfSize(node, size);
                totals = new(node + 1, totals.Edges + (long)edgeCount, totals.Sizes + size, Math.Max(totals.HighestName, (int)name));
                firstEdge[node + 1] = (int)Math.Min(totals.Edges, int.MaxValue);
                at += end;
                if (!RecordEnd.IsLast(ref bytes, ref at))
                    continue;
                if (totals.Nodes != nodeTypes.Length || totals.Edges != columns.EdgeLabels.Length)
                    throw new IrregularLayoutException();
                columns.HighestName = totals.HighestName;
                return;
            }
            window.Position = at;
        }
        throw new IrregularLayoutException();
    }

    readonly void SetRare(int node, int field, ulong value)
    {
        if (field == detachedness)
            columns.Detachedness[node] = (byte)Math.Min(value, byte.MaxValue);
        else if (field == traceId && value <= uint.MaxValue)
            columns.TraceIds.Set(node, (uint)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Next(ref byte record, ref ulong ends, int begin, out int end)
    {
        end = BitOperations.TrailingZeroCount(ends);
        ends &= ends - 1;
        int length = end - begin;
        // 64 bytes are more than any record of V8's has, and no number is empty.
        if (length <= 0 || end == 64)
            throw new IrregularLayoutException();
        return DigitRuns.Value(ref Unsafe.Add(ref record, begin), length);
    }
}
