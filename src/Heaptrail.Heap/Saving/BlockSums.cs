namespace Heaptrail.Heap.Saving;

/// <summary>Checksums of a column, one for each block of its bytes.</summary>
static unsafe class BlockSums
{
    /// <summary>Bytes of a block: as many as the kernel maps at one fault.</summary>
    internal const int Block = 1 << 16;

    // Whole blocks; many fit into a call to the kernel.
    const int Piece = Block * 64;

    /// <summary>Sums up memory that may be longer than a span can be.</summary>
    /// <param name="memory">Where it begins.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="drop">Gets each piece, by place and length, when its bytes were summed up.</param>
    internal static ulong[] Of(byte* memory, long bytes, Action<long, int>? drop = null)
    {
        var sums = new ulong[CountOf(bytes)];
        for (long at = 0; at < bytes; at += Piece)
        {
            int length = (int)Math.Min(Piece, bytes - at);
            for (int block = 0; block < length; block += Block)
                sums[(at + block) / Block] = Checksum.Of(new(memory + at + block, Math.Min(Block, length - block)));
            drop?.Invoke(at, length);
        }
        return sums;
    }

    /// <summary>Number of blocks.</summary>
    internal static long CountOf(long bytes) => (bytes + Block - 1) / Block;
}
