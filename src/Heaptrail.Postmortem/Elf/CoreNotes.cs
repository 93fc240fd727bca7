using System.Runtime.InteropServices;
using System.Text;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Elf;

/// <summary>What the system notes in a core dump beside the memory: threads with their registers, the signal, the command line.</summary>
public sealed class CoreNotes
{
    // Of Linux's <elf.h>, and of its structures for x86-64.
    const uint Status = 1;
    const uint ProcessInfo = 3;
    const int StatusSignal = 12;
    const int StatusThread = 32;
    const int StatusRegisters = 112;
    const int InfoPid = 24;
    const int InfoName = 40;
    const int InfoArguments = 56;
    const int NameBytes = 16;
    const int ArgumentBytes = 80;

    readonly List<StoppedThread> threads = [];

    /// <summary>The threads; the one that ended the process first.</summary>
    public IReadOnlyList<StoppedThread> Threads => threads;

    /// <summary>Number of the signal that ended the process; 0 when none did.</summary>
    public int Signal { get; private set; }

    /// <summary>Id of the process; <see langword="null"/> when it was not noted.</summary>
    public int? Pid { get; private set; }

    /// <summary>Name of the program, 15 characters at most.</summary>
    public string Program { get; private set; } = "";

    /// <summary>The command line, 79 characters at most.</summary>
    public string CommandLine { get; private set; } = "";

    internal void Read(ReadOnlySpan<byte> notes)
    {
        const int Header = 12;
        while (notes.Length >= Header)
        {
            uint nameBytes = MemoryMarshal.Read<uint>(notes);
            uint bytes = MemoryMarshal.Read<uint>(notes[4..]);
            uint kind = MemoryMarshal.Read<uint>(notes[8..]);
            long begin = Header + Aligned(nameBytes);
            long end = begin + Aligned(bytes);
            if (begin + bytes > notes.Length)
                return;
            ReadOnlySpan<byte> content = notes.Slice((int)begin, (int)bytes);
            if (kind == Status)
                AddThread(content);
            else if (kind == ProcessInfo)
                AddProcess(content);
            notes = notes[(int)Math.Min(end, notes.Length)..];
        }
    }

    static long Aligned(uint bytes) => (bytes + 3L) & ~3L;

    void AddThread(ReadOnlySpan<byte> status)
    {
        if (status.Length < StatusRegisters + (StoppedThread.RegisterCount * 8))
            return;
        if (threads.Count == 0)
            Signal = MemoryMarshal.Read<short>(status[StatusSignal..]);
        ulong[] registers = [.. MemoryMarshal.Cast<byte, ulong>(status.Slice(StatusRegisters, StoppedThread.RegisterCount * 8))];
        threads.Add(new(MemoryMarshal.Read<int>(status[StatusThread..]), registers));
    }

    void AddProcess(ReadOnlySpan<byte> info)
    {
        if (info.Length < InfoArguments + ArgumentBytes)
            return;
        Pid = MemoryMarshal.Read<int>(info[InfoPid..]);
        Program = Text(info.Slice(InfoName, NameBytes));
        CommandLine = Text(info.Slice(InfoArguments, ArgumentBytes)).Trim();
    }

    static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);
}
