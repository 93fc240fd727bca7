using System.Buffers.Binary;
using System.Text;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Elf;

/// <summary>Writes memory as a core dump, which debuggers open as well: what was copied now is looked at later, or elsewhere.</summary>
public static class ElfCoreWriter
{
    const int HeaderBytes = 64;
    const int ProgramHeaderBytes = 56;
    const int StatusBytes = 336;
    const int InfoBytes = 136;
    const long Page = 4096;

    const int BytesAtOnce = 1 << 24;

    /// <summary>Gets bytes of a process.</summary>
    /// <param name="address">Address of the first.</param>
    /// <param name="bytes">Where to put them; all of it is filled.</param>
    internal delegate void ReadBytes(ulong address, Span<byte> bytes);

    /// <summary>What is written about the process.</summary>
    /// <param name="Pid">Its id.</param>
    /// <param name="CommandLine">Its command line, of which 79 bytes are kept.</param>
    /// <param name="Signal">Number of the signal that ended it; 0 when none did.</param>
    /// <param name="Threads">Its threads.</param>
    internal sealed record Process(int Pid, string CommandLine, int Signal, IReadOnlyList<StoppedThread> Threads);

    /// <summary>Writes it.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="pid">Id of the process.</param>
    /// <param name="commandLine">Its command line, of which 79 bytes are kept.</param>
    /// <param name="output">Gets the file; stays open.</param>
    /// <exception cref="HeapReadException">There are more ranges than such a file may have.</exception>
    public static unsafe void Write(IProcessMemory memory, int pid, string commandLine, Stream output)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(output);
        WriteHead(new(pid, commandLine, 0, memory.Threads), [.. memory.Ranges.Select(range => (range.Start, range.Length))], output);
        foreach (MemoryRange range in memory.Ranges)
        {
            for (long at = 0; at < range.Length; at += BytesAtOnce)
                output.Write(new ReadOnlySpan<byte>(range.Pointer + at, (int)Math.Min(BytesAtOnce, range.Length - at)));
        }
    }

    /// <summary>Writes memory piece by piece as it is read: it never is here as a whole.</summary>
    /// <exception cref="HeapReadException">There are more ranges than such a file may have.</exception>
    internal static void Write(Process process, IReadOnlyList<(ulong Start, long Length)> ranges, ReadBytes read, Stream output)
    {
        WriteHead(process, ranges, output);
        var buffer = new byte[BytesAtOnce];
        foreach ((ulong start, long length) in ranges)
        {
            for (long at = 0; at < length; at += BytesAtOnce)
            {
                Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(BytesAtOnce, length - at));
                read(start + (ulong)at, piece);
                output.Write(piece);
            }
        }
    }

    static void WriteHead(Process process, IReadOnlyList<(ulong Start, long Length)> ranges, Stream output)
    {
        if (ranges.Count + 1 >= 0xFFFF)
            throw new HeapReadException($"the memory lies in {ranges.Count:N0} pieces, more than a core dump can have");
        byte[] notes = Notes(process);
        long headers = HeaderBytes + ((ranges.Count + 1L) * ProgramHeaderBytes);
        long first = (headers + notes.Length + Page - 1) & ~(Page - 1);
        output.Write(Header(ranges.Count + 1));
        output.Write(Part(4, 0, 0, headers, notes.Length));
        long offset = first;
        foreach ((ulong start, long length) in ranges)
        {
            output.Write(Part(1, 6, start, offset, length));
            offset += length;
        }
        output.Write(notes);
        output.Write(new byte[first - headers - notes.Length]);
    }

    static byte[] Header(int parts)
    {
        var bytes = new byte[HeaderBytes];
        "\x7F\u0045LF\x02\x01\x01"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(16), 4);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(18), 62);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(52), HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(54), ProgramHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(56), (ushort)parts);
        return bytes;
    }

    static byte[] Part(int kind, int flags, ulong address, long offset, long length)
    {
        var bytes = new byte[ProgramHeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, kind);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), flags);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), offset);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), address);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), kind == 1 ? Page : 4);
        return bytes;
    }

    static byte[] Notes(Process process)
    {
        var notes = new MemoryStream();
        foreach (StoppedThread thread in process.Threads)
        {
            var status = new byte[StatusBytes];
            BinaryPrimitives.WriteInt16LittleEndian(status.AsSpan(12), (short)process.Signal);
            BinaryPrimitives.WriteInt32LittleEndian(status.AsSpan(32), thread.Id);
            for (int i = 0; i < thread.Registers.Count; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(status.AsSpan(112 + (i * 8)), thread.Registers[i]);
            Note(notes, 1, status);
        }
        var info = new byte[InfoBytes];
        BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(24), process.Pid);
        "node"u8.CopyTo(info.AsSpan(40));
        ReadOnlySpan<byte> command = Encoding.UTF8.GetBytes(process.CommandLine);
        command[..Math.Min(79, command.Length)].CopyTo(info.AsSpan(56));
        Note(notes, 3, info);
        return notes.ToArray();
    }

    static void Note(MemoryStream notes, int kind, byte[] content)
    {
        var head = new byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(head, 5);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), kind);
        "CORE"u8.CopyTo(head.AsSpan(12));
        notes.Write(head);
        notes.Write(content);
    }
}
