namespace Heaptrail.Tests.Support;

/// <summary>Gives bytes in portions of given sizes, the last size again and again, so that windows end where a test wants them to.</summary>
sealed class ChunkedStream(byte[] bytes, bool seekable, params int[] sizes) : ReadOnlyStream
{
    int position;
    int reads;

    public override bool CanSeek => seekable;

    public override long Length => seekable ? bytes.Length : base.Length;

    public override long Position
    {
        get => seekable ? position : base.Position;
        set => position = seekable ? (int)value : throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int size = Math.Min(Math.Min(count, sizes[Math.Min(reads++, sizes.Length - 1)]), bytes.Length - position);
        bytes.AsSpan(position, size).CopyTo(buffer.AsSpan(offset));
        position += size;
        return size;
    }
}
