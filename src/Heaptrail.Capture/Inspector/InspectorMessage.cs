using System.Buffers;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

/// <summary>One message from the inspector in a pooled buffer. Whoever holds it last gives the buffer back.</summary>
sealed class InspectorMessage(byte[] buffer, int length)
{
    internal Span<byte> Bytes => buffer.AsSpan(0, length);

    internal ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    internal void Return() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Reads only as far as the field that says what the message is: the number of the command it answers, or its event.</summary>
    internal static (int? Id, bool IsChunk) Peek(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                return (reader.GetInt32(), false);
            }
            if (reader.ValueTextEquals("method"u8))
            {
                reader.Read();
                return (null, reader.ValueTextEquals("HeapProfiler.addHeapSnapshotChunk"u8));
            }
            reader.Skip();
        }
        return (null, false);
    }
}
