using System.IO.Compression;

namespace Heaptrail.Heap.Reading;

/// <summary>Recognizes compressed snapshots by their first bytes, whatever the file is called, and unpacks them on the way.</summary>
static class PackedInput
{
    static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    static ReadOnlySpan<byte> Zstandard => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>The unpacked bytes of what stands at the cursor; <see langword="null"/> when it is not compressed.</summary>
    internal static Stream? Open(ByteCursor cursor, SnapshotReaderOptions options)
    {
        if (cursor.IsAtEnd())
            return null;
        switch (cursor.Peek())
        {
            case 0x1F:
                return new GZipStream(new CursorStream(cursor, Take(cursor, Gzip)), CompressionMode.Decompress);
            case 0x28:
                long offset = cursor.Offset;
                byte[] magic = Take(cursor, Zstandard);
                if (options.UnpackZstandard is null)
                    Throw.Zstandard(offset);
                return options.UnpackZstandard(new CursorStream(cursor, magic));
            default:
                return null;
        }
    }

    // No JSON text begins with the first byte of either, so the others must follow.
    static byte[] Take(ByteCursor cursor, ReadOnlySpan<byte> magic)
    {
        byte first = cursor.Peek();
        long offset = cursor.Offset;
        foreach (byte expected in magic)
        {
            if (cursor.IsAtEnd() || cursor.Next() != expected)
                Throw.NotASnapshot(first < 0x20 ? $"byte 0x{first:X2}" : $"'{(char)first}'", offset);
        }
        return magic.ToArray();
    }
}
