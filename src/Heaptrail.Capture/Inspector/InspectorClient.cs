using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

/// <summary>One connection to an inspector: commands and their answers, and events.</summary>
/// <remarks>Never send <c>Runtime.enable</c> (Node.js 22 and later then wait for the client at exit) or <c>awaitPromise</c> (never answers while the program is busy).</remarks>
public sealed partial class InspectorClient : IAsyncDisposable
{
    static readonly TimeSpan connectLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan closeLimit = TimeSpan.FromSeconds(1);
    readonly ClientWebSocket socket;
    readonly InspectorClientOptions options;
    readonly ConcurrentDictionary<int, Command> pending = new();
    readonly SemaphoreSlim sending = new(1, 1);
    readonly CancellationTokenSource closing = new();
    readonly Task receiving;
    int lastId;
    Exception? lost;

    InspectorClient(ClientWebSocket socket, Uri address, InspectorClientOptions options)
    {
        (this.socket, Address, this.options, Name) = (socket, address, options, options.Name ?? $"the program at {address.Authority}");
        receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>The WebSocket address.</summary>
    public Uri Address { get; }

    /// <summary>How messages name the process.</summary>
    public string Name { get; }

    /// <summary>Ends when the connection has ended, for whatever reason. Never fails.</summary>
    public Task Closed => receiving;

    /// <summary>Raised for each event except the chunks of snapshots, in order, on the receiving thread: handlers must be quick.</summary>
    public event Action<InspectorNotification>? Received;

    /// <summary>Takes the chunks of a snapshot over, together with their buffers.</summary>
    internal Func<InspectorMessage, ValueTask>? ChunkReceiver { get; set; }

    /// <summary>Connects.</summary>
    /// <param name="address">WebSocket address from <see cref="InspectorEndpoint.ListAsync"/>.</param>
    /// <param name="options">Name and time limits.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="CaptureException">The connection was refused.</exception>
    public static async Task<InspectorClient> ConnectAsync(Uri address, InspectorClientOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = new ClientWebSocket();
        // Node's inspector drops the connection on the first ping or pong, and .NET sends one every 30 s unless told not to.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Host", "localhost");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(connectLimit);
        try
        {
            await socket.ConnectAsync(address, limit.Token).ConfigureAwait(false);
            return new InspectorClient(socket, address, options);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw Trouble.NoInspector(address.Authority, Trouble.OneLine(e.InnerException?.Message ?? e.Message), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="method">Name of the command, such as <c>HeapProfiler.collectGarbage</c>.</param>
    /// <param name="parameters">Writes the members of the parameter object; <see langword="null"/> when there are none.</param>
    /// <param name="cancel">Ends the wait; the command itself cannot be called back.</param>
    /// <returns>The <c>result</c> of the answer; owned by the caller.</returns>
    /// <exception cref="CaptureException">The command was refused or took too long, or the connection was lost.</exception>
    public Task<JsonElement> SendAsync(string method, Action<Utf8JsonWriter>? parameters = null, CancellationToken cancel = default) =>
        SendAsync(method, parameters, options.CommandLimit, cancel);

    internal async Task<JsonElement> SendAsync(string method, Action<Utf8JsonWriter>? parameters, TimeSpan limit, CancellationToken cancel)
    {
        var command = new Command(method);
        int id = Interlocked.Increment(ref lastId);
        pending[id] = command;
        try
        {
            if (receiving.IsCompleted)
                throw Trouble.InspectorLost(Name, method, lost);
            await WriteAsync(Encode(id, method, parameters), method, cancel).ConfigureAwait(false);
            return await command.Answer.Task.WaitAsync(limit, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Trouble.Busy(Name, method, limit);
        }
        finally
        {
            pending.TryRemove(id, out _);
        }
    }

    /// <summary>Closes the connection. Object ids that it gave out are void from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(closeLimit);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
            await receiving.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side is gone or does not answer: dropping the connection is all that is left.
        }
        await closing.CancelAsync().ConfigureAwait(false);
        socket.Abort();
        await receiving.ConfigureAwait(false);
        socket.Dispose();
    }

    async Task WriteAsync(ReadOnlyMemory<byte> message, string method, CancellationToken cancel)
    {
        await sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Not cancelled half-way: that would abort the connection.
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            throw Trouble.InspectorLost(Name, method, e);
        }
        finally
        {
            sending.Release();
        }
    }

    static ReadOnlyMemory<byte> Encode(int id, string method, Action<Utf8JsonWriter>? parameters)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, method);
        if (parameters is not null)
        {
            writer.WriteStartObject("params"u8);
            parameters(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    sealed record Command(string Method)
    {
        internal TaskCompletionSource<JsonElement> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
