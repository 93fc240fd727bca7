using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Reads one answer after the other from a connection (RFC 9112).</summary>
static class HttpAnswerReader
{
    const int LongestHead = 256 * 1024;
    const int LongestChunkLine = 4096;

    /// <summary>Reads one answer to its last byte.</summary>
    /// <param name="connection">Where a request was sent.</param>
    /// <param name="isHead">Whether the request was HEAD: its answer has no body, whatever it says.</param>
    /// <param name="body">Receives the body; <see langword="null"/> drops it.</param>
    /// <exception cref="IOException">The connection ended before the answer was complete.</exception>
    /// <exception cref="FormatException">It is not HTTP/1.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal static async ValueTask<HttpAnswer> ReadAsync(HttpConnection connection, bool isHead, IBufferWriter<byte>? body)
    {
        HttpHead head;
        do
            head = await ReadHeadAsync(connection).ConfigureAwait(false);
        while (head.IsInterim);
        bool keepsOpen = head.KeepsOpen;
        if (isHead || head.Status is 204 or 304)
            return Finish();
        if (head.IsChunked)
            await ReadChunksAsync(connection, body).ConfigureAwait(false);
        else if (head.Length is { } length)
            await ReadBytesAsync(connection, length, body).ConfigureAwait(false);
        else
        {
            keepsOpen = false;   // its end is the end of the connection
            do
                TakeAll(connection, body);
            while (await connection.ReceiveAsync().ConfigureAwait(false));
        }
        return Finish();

        HttpAnswer Finish()
        {
            connection.Finished();
            return new HttpAnswer(head.Status, keepsOpen);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    static async ValueTask<HttpHead> ReadHeadAsync(HttpConnection connection)
    {
        while (true)
        {
            if (connection.Unread.IndexOf("\r\n\r\n"u8) is >= 0 and var at)
            {
                var head = HttpHead.Parse(connection.Unread[..(at + 4)]);
                connection.Consume(at + 4);
                return head;
            }
            if (connection.Unread.Length > LongestHead)
                throw new FormatException("the answer has more than 256 KiB of headers");
            await MoreAsync(connection).ConfigureAwait(false);
        }
    }

    static async ValueTask ReadBytesAsync(HttpConnection connection, long length, IBufferWriter<byte>? body)
    {
        while (true)
        {
            int count = (int)long.Min(length, connection.Unread.Length);
            body?.Write(connection.Unread[..count]);
            connection.Consume(count);
            length -= count;
            if (length == 0)
                return;
            await MoreAsync(connection).ConfigureAwait(false);
        }
    }

    static async ValueTask ReadChunksAsync(HttpConnection connection, IBufferWriter<byte>? body)
    {
        long size;
        do
        {
            size = await ReadLineAsync(connection, isSize: true).ConfigureAwait(false);
            if (size > 0)
            {
                await ReadBytesAsync(connection, size, body).ConfigureAwait(false);
                await ReadLineAsync(connection, isSize: false).ConfigureAwait(false);
            }
        }
        while (size > 0);
        // Trailers, up to the empty line.
        while (await ReadLineAsync(connection, isSize: false).ConfigureAwait(false) > 0)
        {
        }
    }

    /// <summary>Reads a line; returns the size that it tells, or else its length.</summary>
    static async ValueTask<long> ReadLineAsync(HttpConnection connection, bool isSize)
    {
        while (true)
        {
            if (connection.Unread.IndexOf((byte)'\n') is >= 0 and var at)
            {
                ReadOnlySpan<byte> line = connection.Unread[..at].TrimEnd((byte)'\r');
                long value = line.Length;
                if (isSize && !(Utf8Parser.TryParse(line, out value, out int used, 'x') && (used == line.Length || line[used] is (byte)';' or (byte)' ') && value >= 0))
                    throw new FormatException("a chunk of the answer has a size that is no number");
                connection.Consume(at + 1);
                return value;
            }
            if (connection.Unread.Length > LongestChunkLine)
                throw new FormatException("a chunk of the answer has a size that is no number");
            await MoreAsync(connection).ConfigureAwait(false);
        }
    }

    static void TakeAll(HttpConnection connection, IBufferWriter<byte>? body)
    {
        body?.Write(connection.Unread);
        connection.Consume(connection.Unread.Length);
    }

    static async ValueTask MoreAsync(HttpConnection connection)
    {
        if (!await connection.ReceiveAsync().ConfigureAwait(false))
            throw new EndOfStreamException(connection.HasBegunToAnswer ? "the server closed the connection within an answer" : "the server closed the connection without an answer");
    }
}
