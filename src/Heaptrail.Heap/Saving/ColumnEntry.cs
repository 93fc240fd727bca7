using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Saving;

/// <summary>Where a column lies in an index file.</summary>
/// <param name="Offset">Offset of its first byte.</param>
/// <param name="Length">Number of values.</param>
/// <param name="ValueBytes">Size of a value.</param>
/// <param name="Sums">Checksum of each block.</param>
sealed record ColumnEntry(long Offset, int Length, int ValueBytes, ulong[] Sums)
{
    internal long Bytes => (long)Length * ValueBytes;

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Offset);
        writer.Write(Length);
        writer.Write(ValueBytes);
        writer.Write(MemoryMarshal.AsBytes<ulong>(Sums));
    }

    internal static ColumnEntry Read(BinaryReader reader)
    {
        var entry = new ColumnEntry(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), []);
        if (entry.Length < 0 || entry.ValueBytes < 0)
            throw new FormatException();
        var sums = new ulong[BlockSums.CountOf(entry.Bytes)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(sums.AsSpan()));
        return entry with { Sums = sums };
    }
}
