using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the edges of a file that V8 wrote, a record of three numbers at a time: <c>2,1234,56789</c> and a comma, with a line feed
/// before it up to Node.js 22. One comparison of 32 bytes shows where the three numbers end.
/// </summary>
ref struct EdgeRecords
{
    const int DivisionBits = 34;

    readonly FileWindow window;
    readonly GraphColumns columns;
    readonly EdgeTypeBits[] types;
    readonly ulong nodeFields;
    readonly ulong reciprocal;
    readonly ulong nodes;
    readonly byte[] places = DigitRuns.TwoPlaces();

    internal EdgeRecords(FileWindow window, GraphColumns columns, SnapshotHeader header)
    {
        this.window = window;
        this.columns = columns;
        types = [.. header.EdgeTypes.Select(type => new EdgeTypeBits(PackedEdge.Label(type, 0), PackedEdge.Target(type, 0), type.IsIndexed() ? 0 : uint.MaxValue))];
        nodeFields = (ulong)header.NodeFields;
        // For n under 2^31 and d up to 7, n * (2^34 / d + 1) / 2^34 is n / d: the error is under n * d / 2^34.
        reciprocal = ((1UL << DivisionBits) / nodeFields) + 1;
        nodes = (ulong)columns.NodeTypes.Length;
    }

    /// <summary>Reads to the closing bracket. Returns the offset behind it.</summary>
    /// <exception cref="IrregularLayoutException">Something is not as V8 writes it, or the number of edges is not the one promised.</exception>
    internal readonly long Read()
    {
        Span<uint> labels = columns.EdgeLabels.Span;
        Span<uint> targets = columns.EdgeTargets.Span;
        ReadOnlySpan<EdgeTypeBits> ofType = types;
        uint highest = 0;
        int edge = 0;
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(window.Bytes);
        ref byte order = ref MemoryMarshal.GetArrayDataReference(places);
        var pairs = new EdgePairs(columns, types, (int)nodeFields, places);
        int separator = EdgePairs.CanRead((int)nodeFields) ? window.HasLineFeeds() ? 2 : 1 : 0;
        while (window.Fill())
        {
            int at = window.Position;
            int last = Math.Max(at, window.End - FileWindow.Padding);
            while (at <= last)
            {
                if (separator > 0)
                {
                    at = pairs.Read(ref bytes, at, last, separator, ref edge, ref highest);
                    if (at > last)
                        break;
                }
                ref byte record = ref Unsafe.Add(ref bytes, at);
                var vector = Vector256.LoadUnsafe(ref record);
                uint ends = DigitRuns.NotDigits(vector);
                uint foreign = ends ^ DigitRuns.Commas(vector);
                // The type has one digit.
                uint rest = ends & ~3u;
                int nameEnd = BitOperations.TrailingZeroCount(rest);
                rest &= rest - 1;
                int targetEnd = BitOperations.TrailingZeroCount(rest);
                uint type = record - (uint)'0';
                if ((ends & 3) != 2 || rest == 0 || (foreign & (rest ^ (rest - 1)) >> 1) != 0 || nameEnd == 2 || targetEnd == nameEnd + 1
                    || type >= (uint)ofType.Length || edge >= labels.Length)
                {
                    throw new IrregularLayoutException();
                }
                ulong name, position;
                if (Sse41.IsSupported && (uint)(nameEnd - 3) < 8 && (uint)(targetEnd - nameEnd - 2) < 8 && targetEnd <= 18)
                {
                    name = DigitRuns.TwoValues(ref Unsafe.Add(ref record, 2), nameEnd - 2, targetEnd - nameEnd - 1, ref order, out position);
                }
                else
                {
                    name = DigitRuns.Value(ref Unsafe.Add(ref record, 2), nameEnd - 2);
                    position = DigitRuns.Value(ref Unsafe.Add(ref record, nameEnd + 1), targetEnd - nameEnd - 1);
                }
                ulong node = position * reciprocal >> DivisionBits;
                if (name > uint.MaxValue || position > int.MaxValue || node >= nodes || node * nodeFields != position)
                    throw new IrregularLayoutException();
                ref readonly EdgeTypeBits bits = ref ofType[(int)type];
                labels[edge] = bits.Label | Math.Min((uint)name, PackedEdge.LargeName);
                targets[edge] = bits.Target | (uint)node;
                if (name >= PackedEdge.LargeName)
                    columns.LargeNames[edge] = (uint)name;
                highest = Math.Max(highest, (uint)name & bits.Name);
                edge++;
                at += targetEnd;
                if (!RecordEnd.IsLast(ref bytes, ref at))
                    continue;
                if (edge != labels.Length || pairs.IsIrregular)
                    throw new IrregularLayoutException();
                columns.HighestEdgeName = highest;
                window.Position = at;
                return window.Offset;
            }
            window.Position = at;
        }
        throw new IrregularLayoutException();
    }
}
