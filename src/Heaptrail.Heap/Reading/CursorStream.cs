namespace Heaptrail.Heap.Reading;

/// <summary>The bytes of a cursor from where it stands, as a stream for those that unpack or copy them.</summary>
/// <param name="cursor">Where the bytes come from.</param>
/// <param name="taken">Bytes that were taken from it already and come first.</param>
sealed class CursorStream(ByteCursor cursor, byte[]? taken = null) : Stream
{
    int given;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (taken is not null && given < taken.Length)
            return Give(taken.AsSpan(given), buffer, ref given);
        if (buffer.IsEmpty || cursor.IsAtEnd())
            return 0;
        int count = 0;
        Give(cursor.Available, buffer, ref count);
        cursor.Advance(count);
        return count;
    }

    static int Give(ReadOnlySpan<byte> from, Span<byte> to, ref int given)
    {
        int count = Math.Min(from.Length, to.Length);
        from[..count].CopyTo(to);
        given += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
