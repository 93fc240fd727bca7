namespace Heaptrail.Cli.Terminal;

/// <summary>A stream whose reader may leave (<c>heaptrail … | head</c>): what is written afterwards goes nowhere, without an error.</summary>
sealed class PipeStream(Stream destination) : Stream
{
    const int EPipe = 32;
    const int ErrorBrokenPipe = unchecked((int)0x8007006D);
    const int ErrorNoData = unchecked((int)0x800700E8);

    /// <summary>Whether no error at all is passed on: for stderr, where there is no one left to tell.</summary>
    public bool IgnoresErrors { get; init; }

    /// <summary>Whether the reader has left.</summary>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;
    /// <inheritdoc/>
    public override bool CanSeek => false;
    /// <inheritdoc/>
    public override bool CanWrite => true;
    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsBroken) return;
        try
        {
            destination.Write(buffer);
            destination.Flush();
        }
        catch (Exception e) when (IsGone(e) || (IgnoresErrors && e is IOException))
        {
            IsBroken = true;
        }
    }

    // A full disk is an error to be told; a reader that has left (EPIPE) or was never there (a closed descriptor) is none.
    static bool IsGone(Exception e) => e is UnauthorizedAccessException || (e is IOException && e.HResult is EPipe or ErrorBrokenPipe or ErrorNoData);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    /// <inheritdoc/>
    public override void Flush() { }
    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
