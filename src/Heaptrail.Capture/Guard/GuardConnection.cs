using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Heaptrail.Capture.Guard;

/// <summary>The connection of one guarded process: JSON objects, one to a line, both ways.</summary>
sealed class GuardConnection(Socket socket) : IDisposable
{
    readonly NetworkStream stream = new(socket, ownsSocket: true);
    readonly SemaphoreSlim sending = new(1, 1);

    /// <summary>Sends a message. One that cannot be sent is lost: the process is going, and that is told elsewhere.</summary>
    /// <param name="message">A JSON object.</param>
    internal async Task SendAsync(string message)
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(message + "\n")).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Told by the end of the connection.
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Passes on all messages until the connection ends.</summary>
    internal async Task ReadAsync(ChannelWriter<GuardMessage> messages)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                using JsonDocument document = JsonDocument.Parse(line);
                JsonElement body = document.RootElement.Clone();
                if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("type", out JsonElement type) && body.TryGetProperty("pid", out JsonElement pid) && pid.TryGetInt32(out int number))
                    messages.TryWrite(new(type.GetString() ?? "", number, body, this));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // Ended, or not one of ours.
        }
        messages.TryWrite(new("closed", 0, default, this));
    }

    public void Dispose() => stream.Dispose();
}
