using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

public sealed partial class InspectorClient
{
    const int FirstBufferBytes = 64 * 1024;

    async Task ReceiveAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    if (length == buffer.Length)
                        buffer = Grow(buffer);
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), closing.Token).ConfigureAwait(false);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                if (await HandleAsync(new InspectorMessage(buffer, length)).ConfigureAwait(false))
                    buffer = ArrayPool<byte>.Shared.Rent(buffer.Length);   // the next chunk is as large as this one
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or JsonException)
        {
            lost = e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            foreach (Command command in pending.Values)
                command.Answer.TrySetException(Trouble.InspectorLost(Name, command.Method, lost));
        }
    }

    /// <summary>Returns whether somebody has taken the message over, with its buffer.</summary>
    async ValueTask<bool> HandleAsync(InspectorMessage message)
    {
        (int? id, bool isChunk) = InspectorMessage.Peek(message.Bytes);
        if (id is { } number)
        {
            if (pending.TryGetValue(number, out Command? command))
                Complete(command, message.Memory);
        }
        else if (isChunk)
        {
            if (ChunkReceiver is not { } receiver)
                return false;   // of a snapshot that was given up
            await receiver(message).ConfigureAwait(false);
            return true;
        }
        else if (Received is { } handlers)
        {
            using JsonDocument document = JsonDocument.Parse(message.Memory);
            JsonElement parameters = document.RootElement.TryGetProperty("params", out JsonElement found) ? found.Clone() : default;
            handlers(new InspectorNotification(document.RootElement.GetProperty("method").GetString()!, parameters));
        }
        return false;
    }

    static void Complete(Command command, ReadOnlyMemory<byte> message)
    {
        using JsonDocument document = JsonDocument.Parse(message);
        if (document.RootElement.TryGetProperty("error", out JsonElement error))
            command.Answer.TrySetException(Trouble.Protocol(command.Method,
                error.TryGetProperty("message", out JsonElement text) ? text.GetString() ?? "" : error.GetRawText()));
        else
            command.Answer.TrySetResult(document.RootElement.TryGetProperty("result", out JsonElement result) ? result.Clone() : default);
    }

    static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
