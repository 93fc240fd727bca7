using System.Buffers.Binary;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// The first bytes of an index file, all numbers little-endian: 8 bytes of name, the version, and then 8 bytes each for size, time and
/// sample of the snapshot, for offset, length and checksum of the table that ends the file, and for the checksum of all before it.
/// </summary>
/// <param name="Source">The snapshot.</param>
/// <param name="TableOffset">Where the table begins.</param>
/// <param name="TableBytes">Its length; the file ends behind it.</param>
/// <param name="TableSum">Its checksum.</param>
readonly record struct IndexHeader(SourceStamp Source, long TableOffset, long TableBytes, ulong TableSum)
{
    /// <summary>Changes whenever a column, its meaning or the table changes.</summary>
    internal const long Version = 4;

    internal const int Size = 72;

    static ReadOnlySpan<byte> Name => "HEAPTRL\n"u8;

    internal byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Name.CopyTo(bytes);
        long[] fields = [Version, Source.Bytes, Source.ChangedTicks, unchecked((long)Source.Sample), TableOffset, TableBytes, unchecked((long)TableSum)];
        for (int i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + (i * 8)), fields[i]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Size - 8), Checksum.Of(bytes.AsSpan(0, Size - 8)));
        return bytes;
    }

    /// <summary>The header, or why the file cannot be used.</summary>
    internal static (IndexHeader Header, string? Fault) Parse(ReadOnlySpan<byte> bytes, long fileBytes)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Name))
            return (default, "is no index");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[(Size - 8)..]) != Checksum.Of(bytes[..(Size - 8)]))
            return (default, "is damaged");
        if (Field(bytes, 0) != Version)
            return (default, "is of another version of heaptrail");
        var header = new IndexHeader(new(Field(bytes, 1), Field(bytes, 2), unchecked((ulong)Field(bytes, 3))), Field(bytes, 4), Field(bytes, 5), unchecked((ulong)Field(bytes, 6)));
        return (header, header.TableOffset + header.TableBytes != fileBytes || header.TableBytes is < 0 or > int.MaxValue ? "is cut off" : null);

        static long Field(ReadOnlySpan<byte> bytes, int field) => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 + (field * 8))..]);
    }
}
