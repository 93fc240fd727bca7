using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the source positions of a file that V8 wrote, a record at a time: object, script, line, column, and from V8 15 on the node of
/// the script among them.
/// </summary>
static class LocationRecords
{
    const int MostFields = 6;

    /// <summary>Whether records are of a kind that is read here: all four figures, and few others.</summary>
    internal static bool CanRead(SnapshotHeader header) =>
        header is { LocationFields: <= MostFields, LocationObject: >= 0, LocationScript: >= 0, LocationLine: >= 0, LocationColumn: >= 0 };

    /// <summary>Reads to the closing bracket.</summary>
    /// <exception cref="IrregularLayoutException">Something is not as V8 writes it.</exception>
    internal static LocationTable Read(FileWindow window, long bytesLeft, SnapshotHeader header, ColumnMemory memory)
    {
        int nodeCount = (int)header.NodeCount;
        int fields = header.LocationFields;
        Span<ulong> values = stackalloc ulong[MostFields];
        // A record has 8 bytes at least, and twice that mostly.
        int most = (int)Math.Min(bytesLeft / 8, Array.MaxLength);
        using Column<int> nodes = memory.Scratch.Reserve<int>(most);
        using Column<ObjectLocation> positions = memory.Scratch.Reserve<ObjectLocation>(most);
        Span<int> nodesRead = nodes.Span;
        Span<ObjectLocation> positionsRead = positions.Span;
        (int atObject, int atScript, int atLine, int atColumn) = (header.LocationObject, header.LocationScript, header.LocationLine, header.LocationColumn);
        uint nodeFields = (uint)header.NodeFields;
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(window.Bytes);
        int count = 0;
        while (window.Fill())
        {
            int at = window.Position;
            int last = Math.Max(at, window.End - FileWindow.Padding);
            while (at <= last)
            {
                ref byte record = ref Unsafe.Add(ref bytes, at);
                var low = Vector256.LoadUnsafe(ref record);
                var high = Vector256.LoadUnsafe(ref record, 32);
                ulong ends = DigitRuns.NotDigits(low) | ((ulong)DigitRuns.NotDigits(high) << 32);
                ulong commas = DigitRuns.Commas(low) | ((ulong)DigitRuns.Commas(high) << 32);
                ulong all = ends;
                int end = -1;
                for (int field = 0; field < fields; field++)
                    values[field] = NodeRecords.Next(ref record, ref ends, end + 1, out end);
                ulong position = values[atObject];
                (uint node, uint rest) = Math.DivRem((uint)position, nodeFields);
                if (((all ^ commas) & ((1UL << end) - 1)) != 0 || position > uint.MaxValue || node >= nodeCount || rest != 0 || count == most)
                    throw new IrregularLayoutException();
                nodesRead[count] = (int)node;
                positionsRead[count++] = new(Int(values[atScript]), Int(values[atLine]), Int(values[atColumn]));
                at += end;
                if (!RecordEnd.IsLast(ref bytes, ref at))
                    continue;
                window.Position = at;
                return new(nodeCount, nodes.Span[..count], positions.Span[..count], memory);
            }
            window.Position = at;
        }
        throw new IrregularLayoutException();
    }

    static int Int(ulong value) => (int)Math.Min(value, int.MaxValue);
}
