using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the strings of a file that V8 wrote: 32 bytes are copied and looked at together for the quote or escape that comes next.
/// An escape that the general reader would turn into its character makes it give up.
/// </summary>
static class StringRecords
{
    const int LargestBlock = 1 << 30;
    const int RoomForOne = 1 << 20;

    /// <summary>Reads to the closing bracket.</summary>
    /// <exception cref="IrregularLayoutException">Something is not as V8 writes it.</exception>
    internal static StringTable Read(FileWindow window, long bytesLeft, SnapshotLimits limits, ColumnMemory memory)
    {
        var blocks = new List<Column<byte>>();
        var firstOfBlock = new List<int>();
        Column<uint> starts = Column<uint>.Allocate(1 << 16);
        try
        {
            int count = 0;
            bool more = true;
            while (more)
            {
                // Memory that nobody writes to costs nothing, so the block may be larger than what is left of the section.
                Column<byte> block = memory.Allocate<byte>((int)Math.Min(bytesLeft + RoomForOne + FileWindow.Padding, LargestBlock));
                blocks.Add(block);
                firstOfBlock.Add(count);
                int used = ReadBlock(window, block.Span, starts, ref count, limits, out more);
                block.Resize(used);
                starts[count] = (uint)used;
            }
            starts.Resize(count + 1);
            return new(blocks.ToArray(), firstOfBlock.ToArray(), starts);
        }
        catch
        {
            blocks.ForEach(block => block.Dispose());
            starts.Dispose();
            throw;
        }
    }

    // Starts at a quote. Returns the bytes used.
    static int ReadBlock(FileWindow window, Span<byte> block, Column<uint> starts, ref int count, SnapshotLimits limits, out bool more)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(window.Bytes);
        ref byte output = ref MemoryMarshal.GetReference(block);
        Span<uint> begins = starts.Span;
        int used = 0;
        int begin = 0;
        bool inside = false;
        while (window.Fill())
        {
            int at = window.Position;
            int last = Math.Max(at, window.End - FileWindow.Padding);
            while (at <= last)
            {
                if (!inside)
                {
                    if (Unsafe.Add(ref bytes, at) != (byte)'"' || count >= limits.MaxStrings)
                        throw new IrregularLayoutException();
                    if (block.Length - used < RoomForOne)
                    {
                        window.Position = at;
                        more = true;
                        return used;
                    }
                    if (count + 1 >= begins.Length)
                    {
                        starts.Resize((int)Math.Min(Array.MaxLength, begins.Length * 2L));
                        begins = starts.Span;
                    }
                    begins[count] = (uint)used;
                    begin = used;
                    inside = true;
                    at++;
                }
                var vector = Vector256.LoadUnsafe(ref Unsafe.Add(ref bytes, at));
                vector.StoreUnsafe(ref Unsafe.Add(ref output, used));
                uint stops = (Vector256.Equals(vector, Vector256.Create((byte)'"')) | Vector256.Equals(vector, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
                int plain = Math.Min(BitOperations.TrailingZeroCount(stops), Vector256<byte>.Count);
                at += plain;
                used += plain;
                if (used - begin > limits.MaxStringBytes || block.Length - used < FileWindow.Padding)
                    throw new IrregularLayoutException();
                if (stops == 0)
                    continue;
                if (Unsafe.Add(ref bytes, at) == (byte)'\\')
                {
                    int escape = EscapeLength(ref Unsafe.Add(ref bytes, at));
                    Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref output, used), ref Unsafe.Add(ref bytes, at), (uint)escape);
                    at += escape;
                    used += escape;
                    continue;
                }
                inside = false;
                count++;
                at++;
                byte behind = Unsafe.Add(ref bytes, at++);
                if (behind == (byte)',')
                {
                    at += Unsafe.Add(ref bytes, at) == (byte)'\n' ? 1 : 0;
                    continue;
                }
                if (behind == (byte)'\n')
                    behind = Unsafe.Add(ref bytes, at++);
                if (behind != (byte)']')
                    throw new IrregularLayoutException();
                window.Position = at;
                more = false;
                return used;
            }
            window.Position = at;
        }
        throw new IrregularLayoutException();
    }

    // 2 or 6.
    static int EscapeLength(ref byte escape)
    {
        byte kind = Unsafe.Add(ref escape, 1);
        if (kind != 'u')
            return kind is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' or (byte)'"' or (byte)'\\' ? 2 : throw new IrregularLayoutException();
        int unit = 0;
        for (int i = 2; i < 6; i++)
        {
            byte digit = Unsafe.Add(ref escape, i);
            if (!char.IsAsciiHexDigit((char)digit))
                throw new IrregularLayoutException();
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        return unit is >= ' ' and < 0x7F and not '"' and not '\\' ? throw new IrregularLayoutException() : 6;
    }
}
