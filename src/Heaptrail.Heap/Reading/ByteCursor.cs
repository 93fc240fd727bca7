using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// A window over the bytes of a file: what is in the window can be scanned as a span, and <see cref="Refill"/> moves it on.
/// It knows the offset of every byte for error messages.
/// </summary>
/// <param name="stream">The bytes; not disposed.</param>
/// <param name="options">Limits and progress.</param>
/// <param name="cancel">Stops the reading.</param>
/// <param name="origin">Offset in the text of the stream's first byte, for a stream that has only the end of it.</param>
sealed class ByteCursor(Stream stream, SnapshotReaderOptions options, CancellationToken cancel, long origin = 0)
{
    const int SmallestWindow = 1 << 12;
    const int LargestWindow = 1 << 20;

    readonly byte[] window = GC.AllocateUninitializedArray<byte>(WindowSize(stream));
    readonly long totalBytes = stream.CanSeek ? origin + stream.Length : -1;
    long windowOffset = origin + (stream.CanSeek ? stream.Position : 0);
    int position;
    int end;

    static int WindowSize(Stream stream) =>
        stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, SmallestWindow, LargestWindow) : LargestWindow;

    /// <summary>The section that error messages name.</summary>
    internal string Section { get; set; } = Throw.Header;

    /// <summary>The file itself, for readers that bring their own windows; <see langword="null"/> for any other stream.</summary>
    internal SafeFileHandle? File => origin == 0 && stream is FileStream { CanSeek: true } file ? file.SafeFileHandle : null;

    /// <summary>Tells the progress of such a reader.</summary>
    internal void Report(long bytesRead) => options.Progress?.Report(new(bytesRead, totalBytes));

    /// <summary>Where the columns get their memory.</summary>
    internal ColumnMemory Memory => options.Memory ?? ColumnMemory.Native;

    /// <summary>Stops the reading.</summary>
    internal CancellationToken Cancel => cancel;

    /// <summary>Whether the file can be read out of order.</summary>
    internal bool CanSeek => stream.CanSeek;

    /// <summary>Offset of the first byte that can be gone back to.</summary>
    internal long Origin => origin;

    /// <summary>Size of the file; -1 when not known.</summary>
    internal long TotalBytes => totalBytes;

    /// <summary>Offset of the next byte in the file.</summary>
    internal long Offset => windowOffset + position;

    /// <summary>A cursor over a copy of the bytes from an offset on.</summary>
    internal ByteCursor Over(Stream copy, long from) => new(copy, options, cancel, from) { Section = Section };

    /// <summary>The bytes that are here already.</summary>
    internal ReadOnlySpan<byte> Available => window.AsSpan(position, end - position);

    /// <summary>Passes over bytes of <see cref="Available"/>.</summary>
    internal void Advance(int count) => position += count;

    /// <summary>Goes to an offset seen before.</summary>
    internal void Seek(long offset)
    {
        stream.Position = offset - origin;
        windowOffset = offset;
        position = end = 0;
    }

    /// <summary>Gets the next bytes when <see cref="Available"/> is empty. False at the end of the file.</summary>
    internal bool Refill()
    {
        cancel.ThrowIfCancellationRequested();
        windowOffset += end;
        position = end = 0;
        try
        {
            end = stream.Read(window, 0, window.Length);
        }
        catch (InvalidDataException e)
        {
            Throw.CompressedDataDamaged(Section, e.Message.TrimEnd('.'), Offset);
        }
        if (windowOffset + end > options.Limits.MaxBytes)
            Throw.LimitExceeded("bytes of text", windowOffset + end, options.Limits.MaxBytes, options.Limits.MaxBytes);
        Report(windowOffset + end);
        return end > 0;
    }

    /// <summary>Whether there is no byte left.</summary>
    internal bool IsAtEnd() => position == end && !Refill();

    /// <summary>The next byte, which stays. Fails at the end of the file.</summary>
    internal byte Peek()
    {
        if (position == end && !Refill())
            Throw.FileEnds(Section, Offset);
        return window[position];
    }

    /// <summary>The next byte. Fails at the end of the file.</summary>
    internal byte Next()
    {
        byte next = Peek();
        position++;
        return next;
    }

    /// <summary>The next byte that is no JSON white space, which stays.</summary>
    internal byte PeekToken()
    {
        while (true)
        {
            byte next = Peek();
            if (!IsSpace(next))
                return next;
            position++;
        }
    }

    /// <summary>Takes the next token, which must be the one given.</summary>
    internal void Expect(byte token, string expected)
    {
        byte found = PeekToken();
        if (found != token)
            Throw.Unexpected(found, expected, Section, Offset);
        position++;
    }

    /// <summary>Requires that nothing but white space follows.</summary>
    internal void ExpectEnd()
    {
        while (!IsAtEnd())
        {
            if (!IsSpace(window[position]))
                Throw.DataAfterEnd(window[position], Offset);
            position++;
        }
    }

    static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
