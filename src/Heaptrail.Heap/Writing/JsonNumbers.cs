using System.Buffers.Text;

namespace Heaptrail.Heap.Writing;

/// <summary>Writes long lists of numbers as JSON, a record a line as V8 does.</summary>
sealed class JsonNumbers(Stream output) : IDisposable
{
    const int LongestNumber = 24;

    readonly byte[] buffer = new byte[1 << 16];
    int used;

    internal void Begin(bool isFirst)
    {
        if (!isFirst)
            AddByte((byte)',');
    }

    internal void Add(long number)
    {
        if (used + LongestNumber > buffer.Length)
            Flush();
        Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out int written);
        used += written;
    }

    internal void AddNext(long number)
    {
        AddByte((byte)',');
        Add(number);
    }

    internal void End() => AddByte((byte)'\n');

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        if (used + bytes.Length > buffer.Length)
            Flush();
        if (bytes.Length > buffer.Length)
        {
            output.Write(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    void AddByte(byte value)
    {
        if (used == buffer.Length)
            Flush();
        buffer[used++] = value;
    }

    void Flush()
    {
        output.Write(buffer, 0, used);
        used = 0;
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose() => Flush();
}
