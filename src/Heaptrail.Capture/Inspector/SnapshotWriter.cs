using System.Threading.Channels;

namespace Heaptrail.Capture.Inspector;

/// <summary>
/// Writes the chunks of a snapshot to a file on a thread of its own, so that the socket is always read: what the target cannot send piles up
/// in its memory.
/// </summary>
sealed class SnapshotWriter : IAsyncDisposable
{
    const int MaxWaiting = 32;   // of up to 1.2 MiB each
    readonly Channel<InspectorMessage> chunks =
        Channel.CreateBounded<InspectorMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
    readonly FileStream file;
    readonly Task writing;
    long bytes;

    internal SnapshotWriter(string path)
    {
        try
        {
            File.Delete(path);   // a file from before would keep its access rights
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;   // a snapshot holds every secret of the process
            file = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Trouble.CannotWrite(path, e);
        }
        Path = path;
        writing = Task.Run(WriteAsync);
    }

    internal string Path { get; }

    internal long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Why writing has failed; from then on chunks are dropped.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Takes a chunk over.</summary>
    internal ValueTask AddAsync(InspectorMessage message)
    {
        if (chunks.Writer.TryWrite(message))
            return ValueTask.CompletedTask;
        return WaitAsync();

        async ValueTask WaitAsync()
        {
            try
            {
                await chunks.Writer.WriteAsync(message).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                message.Return();   // the snapshot was given up
            }
        }
    }

    /// <summary>Waits until all is written and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        chunks.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        await file.DisposeAsync().ConfigureAwait(false);
    }

    async Task WriteAsync()
    {
        await foreach (InspectorMessage message in chunks.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (Failure is null)
                    Write(message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                Failure = e;   // go on emptying the queue, or the target would stall
            }
            finally
            {
                message.Return();
            }
        }
    }

    void Write(InspectorMessage message)
    {
        ReadOnlySpan<byte> text = ChunkText.Unescape(message.Bytes);
        file.Write(text);
        Interlocked.Add(ref bytes, text.Length);
    }
}
