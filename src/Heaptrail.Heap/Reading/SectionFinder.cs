using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>Finds where sections of a file begin without reading what lies before them.</summary>
static class SectionFinder
{
    const int Block = 1 << 16;
    const int Sample = 1 << 13;

    static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789,\n"u8);

    /// <summary>
    /// Offset behind the bracket that opens the edges, which come after the nodes; <see langword="null"/> when something else follows them.
    /// </summary>
    /// <param name="file">The snapshot.</param>
    /// <param name="nodes">Offset in the nodes.</param>
    /// <param name="fileBytes">Length of the file.</param>
    /// <param name="cancel">Stops it.</param>
    internal static long? Edges(SafeFileHandle file, long nodes, long fileBytes, CancellationToken cancel)
    {
        var buffer = new byte[Sample];
        long low = nodes;
        long high = fileBytes;
        // A block is taken from the middle until the edges must begin in the rest.
        while (high - low > Sample)
        {
            long middle = low + ((high - low) / 2);
            ReadOnlySpan<byte> block = buffer.AsSpan(0, RandomAccess.Read(file, buffer, middle));
            if (block.ContainsAnyExcept(Digits) || AreEdges(block))
                high = middle;
            else
                low = middle;
        }
        // What looks like edges may be something else. Then the bracket is not here, and all of the nodes is read to find it.
        return AfterBracket(file, Math.Max(nodes, low - Sample), high + Sample, "edges"u8, cancel)
            ?? AfterBracket(file, nodes, fileBytes, "edges"u8, cancel);
    }

    // The type of an edge has one digit, so of every three numbers one has; no column of the nodes is like that.
    static bool AreEdges(ReadOnlySpan<byte> block)
    {
        Span<bool> hasOneDigit = [true, true, true];
        int numbers = 0;
        int begin = -1;
        for (int i = 0; i < block.Length; i++)
        {
            if (block[i] is >= (byte)'0' and <= (byte)'9')
                continue;
            if (begin >= 0 && i > begin)
            {
                hasOneDigit[numbers % 3] &= i == begin + 1;
                numbers++;
            }
            begin = i + 1;
        }
        return hasOneDigit.Contains(true);
    }

    // The offset behind ,\n"key":[ after the next closing bracket.
    static long? AfterBracket(SafeFileHandle file, long from, long end, ReadOnlySpan<byte> key, CancellationToken cancel)
    {
        var buffer = new byte[4 * Block];
        for (long offset = from; offset < end;)
        {
            cancel.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                return null;
            int bracket = buffer.AsSpan(0, read).IndexOf((byte)']');
            if (bracket >= 0)
                return BehindKey(file, offset + bracket + 1, key);
            offset += read;
        }
        return null;
    }

    /// <summary>
    /// Offset behind the bracket that opens the strings, which come last; <see langword="null"/> when they are not found. All before
    /// them are digits but for a few keys, and no block of strings is without a quote: V8 cuts strings at 1,024 characters, which are
    /// 6,144 bytes at most.
    /// </summary>
    internal static long? Strings(SafeFileHandle file, long from, long fileBytes)
    {
        ReadOnlySpan<byte> key = "\"strings\":["u8;
        var buffer = new byte[Block + key.Length];
        long low = from;
        long high = fileBytes;
        // A block is taken from the middle until the blocks of both ends touch.
        while (high - low > Block)
        {
            long middle = low + ((high - low - Block) / 2);
            int read = RandomAccess.Read(file, buffer, middle);
            int found = buffer.AsSpan(0, read).IndexOf(key);
            if (found >= 0)
                return middle + found + key.Length;
            if (buffer.AsSpan(0, Math.Min(read, Block)).Contains((byte)'"') && !IsKey(buffer.AsSpan(0, read)))
                high = middle;
            else
                low = middle + Math.Min(read, Block);
        }
        int rest = RandomAccess.Read(file, buffer, low);
        int at = buffer.AsSpan(0, rest).IndexOf(key);
        return at < 0 ? null : low + at + key.Length;
    }

    /// <summary>
    /// Offset behind the bracket that opens the section before the strings, when it has this name; <see langword="null"/> otherwise.
    /// </summary>
    internal static long? Before(SafeFileHandle file, long strings, ReadOnlySpan<byte> key, long from)
    {
        byte[] wanted = [(byte)'"', .. key, .. "\":["u8];
        var buffer = new byte[4 * Block];
        for (long end = strings - "\"strings\":["u8.Length; end > from;)
        {
            int length = (int)Math.Min(buffer.Length, end - from);
            end -= length;
            if (RandomAccess.Read(file, buffer.AsSpan(0, length), end) < length)
                return null;
            int bracket = buffer.AsSpan(0, length).LastIndexOf((byte)'[');
            if (bracket < 0)
                continue;
            var found = new byte[wanted.Length];
            long start = end + bracket + 1 - wanted.Length;
            return RandomAccess.Read(file, found, start) == found.Length && found.AsSpan().SequenceEqual(wanted) ? end + bracket + 1 : null;
        }
        return null;
    }

    // Quotes of a key among digits: two of them, or four.
    static bool IsKey(ReadOnlySpan<byte> block) => block.Count((byte)'"') <= 4 && block.IndexOf("\":["u8) >= 0;

    // The offset behind ,\n"key":[ or null when the file has something else there.
    static long? BehindKey(SafeFileHandle file, long offset, ReadOnlySpan<byte> key)
    {
        byte[] expected = [.. ",\n\""u8, .. key, .. "\":["u8];
        var found = new byte[expected.Length];
        return RandomAccess.Read(file, found, offset) == found.Length && found.AsSpan().SequenceEqual(expected) ? offset + expected.Length : null;
    }
}
