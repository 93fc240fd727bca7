using System.Buffers;

namespace Heaptrail.Capture.Processes;

/// <summary>Copies a program's output to a stream as it comes, and remembers its end.</summary>
sealed class OutputRelay
{
    static readonly TimeSpan HoldTime = TimeSpan.FromMilliseconds(100);
    readonly Stream source;
    readonly Stream? destination;
    readonly LineFilter? filter;
    readonly Action<ReadOnlyMemory<byte>>? watcher;

    internal OutputRelay(Stream source, Stream? destination, LineFilter? filter = null, Action<ReadOnlyMemory<byte>>? watcher = null)
    {
        (this.source, this.destination, this.filter, this.watcher) = (source, destination, filter, watcher);
        Completed = Task.Run(RunAsync);
    }

    /// <summary>The last few kilobytes.</summary>
    internal OutputTail Tail { get; } = new();

    /// <summary>Ends when the output has ended and was passed on. Never fails.</summary>
    internal Task Completed { get; }

    async Task RunAsync()
    {
        var buffer = new byte[16 * 1024];
        var filtered = new ArrayBufferWriter<byte>();
        Stream? open = destination;
        try
        {
            Task<int>? reading = null;
            while (true)
            {
                reading ??= source.ReadAsync(buffer).AsTask();
                if (filter?.HoldsBack == true && await Task.WhenAny(reading, Task.Delay(HoldTime)).ConfigureAwait(false) != reading)
                {
                    filter.Flush(filtered);
                    open = await PassOnAsync(filtered.WrittenMemory, open).ConfigureAwait(false);
                    filtered.ResetWrittenCount();
                }
                int count = await reading.ConfigureAwait(false);
                reading = null;
                if (count == 0)
                    break;
                if (filter is null)
                {
                    open = await PassOnAsync(buffer.AsMemory(0, count), open).ConfigureAwait(false);
                    continue;
                }
                filter.Write(buffer.AsSpan(0, count), filtered);
                open = await PassOnAsync(filtered.WrittenMemory, open).ConfigureAwait(false);
                filtered.ResetWrittenCount();
            }
            filter?.Flush(filtered);
            await PassOnAsync(filtered.WrittenMemory, open).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed while we read: there is nothing more to pass on.
        }
    }

    /// <summary>Returns the stream to go on with: nothing once it has failed, since the program must not stall on a closed terminal.</summary>
    async ValueTask<Stream?> PassOnAsync(ReadOnlyMemory<byte> bytes, Stream? open)
    {
        if (bytes.IsEmpty)
            return open;
        Tail.Add(bytes.Span);
        watcher?.Invoke(bytes);
        if (open is null)
            return null;
        try
        {
            await open.WriteAsync(bytes).ConfigureAwait(false);
            await open.FlushAsync().ConfigureAwait(false);
            return open;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
