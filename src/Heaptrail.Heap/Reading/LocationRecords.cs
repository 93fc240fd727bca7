using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the source positions of a file that V8 wrote, a record of four numbers at a time: object, script, line, column.</summary>
static class LocationRecords
{
    /// <summary>Reads to the closing bracket.</summary>
    /// <exception cref="IrregularLayoutException">Something is not as V8 writes it.</exception>
    internal static LocationTable Read(FileWindow window, long bytesLeft, GraphColumns columns, int nodeFields)
    {
        // A record has 8 bytes at least. What is not written to costs nothing.
        int most = (int)Math.Min(bytesLeft / 8, Array.MaxLength);
        using Column<int> nodes = columns.Memory.Scratch.Allocate<int>(most);
        using Column<ObjectLocation> positions = columns.Memory.Scratch.Allocate<ObjectLocation>(most);
        int nodeCount = columns.NodeTypes.Length;
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
                ulong position = NodeRecords.Next(ref record, ref ends, 0, out int end);
                ulong script = NodeRecords.Next(ref record, ref ends, end + 1, out end);
                ulong line = NodeRecords.Next(ref record, ref ends, end + 1, out end);
                ulong column = NodeRecords.Next(ref record, ref ends, end + 1, out end);
                ulong node = position / (ulong)nodeFields;
                if (((all ^ commas) & ((1UL << end) - 1)) != 0 || node >= (ulong)nodeCount || count == most)
                    throw new IrregularLayoutException();
                nodes[count] = (int)node;
                positions[count++] = new(Int(script), Int(line), Int(column));
                at += end;
                ref byte behind = ref Unsafe.Add(ref bytes, at);
                if (behind == (byte)'\n')
                {
                    behind = ref Unsafe.Add(ref behind, 1);
                    at++;
                }
                at++;
                if (behind == (byte)',')
                    continue;
                if (behind != (byte)']')
                    throw new IrregularLayoutException();
                window.Position = at;
                return new(nodeCount, nodes.Span[..count], positions.Span[..count], columns.Memory);
            }
            window.Position = at;
        }
        throw new IrregularLayoutException();
    }

    static int Int(ulong value) => (int)Math.Min(value, int.MaxValue);
}
