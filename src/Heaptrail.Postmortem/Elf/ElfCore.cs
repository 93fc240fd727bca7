using System.Globalization;
using System.IO.MemoryMappedFiles;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Elf;

/// <summary>
/// A core dump of a process on 64-bit Linux: written by the kernel, by <c>gcore</c>, or by heaptrail itself. Sparse and cut-off files are
/// read as far as they go.
/// </summary>
public sealed unsafe class ElfCore : IProcessMemory
{
    // Of the ELF specification.
    const int HeaderBytes = 64;
    const int ProgramHeaderBytes = 56;
    const int SectionHeaderBytes = 64;
    const int CoreType = 4;
    const int X64 = 62;
    const int Load = 1;
    const int Note = 4;
    const int ManyHeaders = 0xFFFF;

    readonly MemoryMappedFile? mapping;
    readonly MemoryMappedViewAccessor? view;
    readonly string path;
    readonly byte* start;
    readonly long length;
    readonly List<MemoryRange> ranges = [];

    ElfCore(string path, ElfCoreLimits limits)
    {
        this.path = path;
        length = new FileInfo(path).Length;
        if (length < HeaderBytes)
            throw Trouble("it is too short");
        mapping = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        try
        {
            view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            Read(limits);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<MemoryRange> Ranges => ranges;

    /// <inheritdoc/>
    public IReadOnlyList<StoppedThread> Threads => Notes.Threads;

    /// <inheritdoc/>
    public long MissingBytes { get; private set; }

    /// <summary>What the system noted about the process.</summary>
    public CoreNotes Notes { get; } = new();

    /// <summary>Whether a file begins as a core dump does.</summary>
    public static bool IsCore(ReadOnlySpan<byte> head) =>
        head.Length >= 18 && head.StartsWith("\x7F"u8) && head[1..4].SequenceEqual("ELF"u8) && BitConverter.ToUInt16(head[16..]) == CoreType;

    /// <summary>Opens a core dump.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="limits">Bounds on what is believed.</param>
    /// <exception cref="HeapReadException">It is no core dump of a process on 64-bit Linux.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ElfCore Open(string path, ElfCoreLimits limits = default) => new(path, limits);

    void Read(ElfCoreLimits limits)
    {
        var head = new ReadOnlySpan<byte>(start, HeaderBytes);
        if (!IsCore(head))
            throw Trouble("it is no core dump");
        const int SixtyFourBits = 2;
        const int LittleEndian = 1;
        if (head[4] != SixtyFourBits || head[5] != LittleEndian || BitConverter.ToUInt16(head[18..]) != X64)
            throw Trouble("it is of another kind of machine than x86-64");
        long headers = BitConverter.ToInt64(head[32..]);
        long sections = BitConverter.ToInt64(head[40..]);
        long count = BitConverter.ToUInt16(head[56..]);
        if (count == ManyHeaders && Has(sections, SectionHeaderBytes))
            count = *(uint*)(start + sections + 44);
        if (count > limits.Headers)
            throw Trouble(string.Create(CultureInfo.InvariantCulture, $"it promises {count:N0} parts, more than the limit of {limits.Headers:N0}"));
        for (long i = 0; i < count && Has(headers + (i * ProgramHeaderBytes), ProgramHeaderBytes); i++)
            Part(start + headers + (i * ProgramHeaderBytes), limits);
        Sort();
        if (ranges.Count == 0)
            throw Trouble("there is no memory in it");
    }

    bool Has(long offset, long bytes) => offset >= 0 && bytes >= 0 && offset <= length - bytes;

    void Part(byte* header, ElfCoreLimits limits)
    {
        uint kind = *(uint*)header;
        long offset = *(long*)(header + 8);
        ulong address = *(ulong*)(header + 16);
        long bytes = *(long*)(header + 32);
        if (bytes <= 0 || offset < 0)
            return;
        long there = Math.Clamp(length - offset, 0, bytes);
        if (kind == Note)
        {
            Notes.Read(new(start + Math.Min(offset, length), (int)Math.Min(there, limits.NoteBytes)));
        }
        else if (kind == Load)
        {
            MissingBytes += bytes - there;
            if (there >= 8 && address <= ulong.MaxValue - (ulong)there)
                ranges.Add(new(address, there, (nint)(start + offset)));
        }
    }

    // Parts that lie over each other come from a damaged file; the first one counts.
    void Sort()
    {
        ranges.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (int i = ranges.Count - 1; i > 0; i--)
        {
            if (ranges[i].Start < ranges[i - 1].End)
                ranges.RemoveAt(i);
        }
    }

    HeapReadException Trouble(string what) => new($"{path} cannot be read: {what}");

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        if (start != null)
            view!.SafeMemoryMappedViewHandle.ReleasePointer();
        view?.Dispose();
        mapping?.Dispose();
    }
}
