using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// A part of a file in memory that moves on: what is not used up stays, with readable bytes before and behind it. Several windows can
/// be open on one file.
/// </summary>
sealed class FileWindow(SafeFileHandle file, long offset, Action<int> onRead, CancellationToken cancel)
{
    /// <summary>Bytes that can be read before <see cref="Position"/> and behind <see cref="End"/>.</summary>
    internal const int Padding = 64;

    // Large enough that calls do not count, small enough for the second-level cache of a core.
    const int Size = 1 << 18;

    long next = offset;
    bool isAtEnd;

    /// <summary>The bytes.</summary>
    internal byte[] Bytes { get; } = new byte[Padding + Size + (2 * Padding)];

    /// <summary>The next byte to use.</summary>
    internal int Position { get; set; } = Padding;

    /// <summary>End of what was read.</summary>
    internal int End { get; private set; } = Padding;

    /// <summary>Offset in the file of the next byte to use.</summary>
    internal long Offset => next - (End - Position);

    /// <summary>Sees to it that there are as many bytes as <see cref="Padding"/>; behind the end of the file they are zero.</summary>
    internal bool Fill()
    {
        if (End - Position >= Padding || isAtEnd)
            return End > Position;
        cancel.ThrowIfCancellationRequested();
        int kept = End - Position;
        if (kept < 0)
            throw new IrregularLayoutException();
        Bytes.AsSpan(Position, kept).CopyTo(Bytes.AsSpan(Padding));
        Position = Padding;
        End = Padding + kept;
        while (End - Position < Padding && !isAtEnd)
        {
            int read = RandomAccess.Read(file, Bytes.AsSpan(End, Size), next);
            isAtEnd = read == 0;
            next += read;
            End += read;
            onRead(read);
        }
        Bytes.AsSpan(End, Padding).Clear();
        return End > Position;
    }

    /// <summary>Whether V8 wrote a line feed before the comma between two records: up to Node.js 22 it did.</summary>
    internal bool HasLineFeeds() => Fill() && Bytes.AsSpan(Position, Padding).Contains((byte)'\n');
}

/// <summary>A fast reader met something that V8 does not write; the general reader takes over.</summary>
sealed class IrregularLayoutException : Exception;
