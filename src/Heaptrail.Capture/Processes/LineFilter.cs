using System.Buffers;

namespace Heaptrail.Capture.Processes;

/// <summary>
/// Takes complete lines that Node.js itself writes about the inspector out of a byte stream and passes everything else on at once. Only
/// bytes that may still become such a line are held back.
/// </summary>
sealed class LineFilter(params byte[][] unwanted)
{
    readonly ArrayBufferWriter<byte> held = new();
    bool insideLine;

    /// <summary>Raised for each line that is taken out.</summary>
    internal event Action<byte[]>? Removed;

    /// <summary>Whether bytes are held back that <see cref="Flush"/> would pass on.</summary>
    internal bool HoldsBack => held.WrittenCount > 0;

    /// <summary>Filters the next bytes into an output.</summary>
    internal void Write(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        while (!input.IsEmpty)
        {
            int newline = input.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = newline < 0 ? input : input[..(newline + 1)];
            input = input[line.Length..];
            if (insideLine)
                output.Write(line);
            else
                WriteFromLineStart(line, output);
            if (held.WrittenCount == 0)
                insideLine = newline < 0;
        }
    }

    /// <summary>Passes on what is held back: the rest of the line did not come.</summary>
    internal void Flush(IBufferWriter<byte> output)
    {
        if (!HoldsBack)
            return;
        output.Write(held.WrittenSpan);
        held.ResetWrittenCount();
        insideLine = true;
    }

    void WriteFromLineStart(ReadOnlySpan<byte> part, IBufferWriter<byte> output)
    {
        held.Write(part);
        foreach (byte[] line in unwanted)
        {
            if (!line.AsSpan().StartsWith(held.WrittenSpan))
                continue;
            if (held.WrittenCount == line.Length)
            {
                held.ResetWrittenCount();
                Removed?.Invoke(line);
            }
            return;   // taken out, or kept until the rest comes
        }
        output.Write(held.WrittenSpan);
        held.ResetWrittenCount();
    }
}
