using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// Columns in a file that is an index in the end: they are filled where they will be read, so nothing is copied and written later, and
/// their memory can be given back at any time and comes again when somebody touches it. Linux only; elsewhere, and where the file
/// system does not promise room, columns get memory of the system and are written at the end.
/// </summary>
sealed unsafe partial class FileMemory(SafeFileHandle file, long end, ColumnMemory scratch) : ColumnMemory
{
    const long Page = 4096;
    const long Smallest = 1 << 18;

    readonly Lock gate = new();
    readonly List<FileRegion> free = [];
    bool isUsable = OperatingSystem.IsLinux();

    internal override ColumnMemory Scratch => scratch;

    /// <summary>Offset behind all that was taken.</summary>
    internal long End { get; private set; } = end;

    /// <summary>Sets a part of the file aside.</summary>
    internal long Reserve(long bytes)
    {
        lock (gate)
        {
            long offset = End;
            End = (End + bytes + Page - 1) & ~(Page - 1);
            return offset;
        }
    }

    protected override IColumnSource? Take(long bytes)
    {
        if (bytes < Smallest || !isUsable)
            return null;
        long rounded = (bytes + 0xFFFF) & ~0xFFFFL;
        lock (gate)
        {
            int found = free.FindIndex(region => region.Bytes == rounded);
            if (found >= 0)
            {
                FileRegion region = free[found];
                free.RemoveAt(found);
                return region;
            }
        }
        return Extend(rounded);
    }

    FileRegion? Extend(long bytes)
    {
        long offset = Reserve(bytes);
        // Room that was not promised would end the process when a page of it is written on a full disk.
        byte* memory = Allocate(file, 0, offset, bytes) == 0 ? Map(null, (nuint)bytes, ReadAndWrite, Shared, file, offset) : Failed;
        if (memory != Failed)
            return new(this, memory, offset, bytes);
        isUsable = false;
        return null;
    }

    void Return(FileRegion region)
    {
        lock (gate)
        {
            if (isUsable)
            {
                region.Drop();
                free.Add(region);
                return;
            }
        }
        _ = Unmap(region.Memory, (nuint)region.Bytes);
    }

    /// <summary>Takes no more columns.</summary>
    internal void Close()
    {
        lock (gate)
        {
            isUsable = false;
            foreach (FileRegion region in free)
                _ = Unmap(region.Memory, (nuint)region.Bytes);
            free.Clear();
        }
    }

    /// <summary>A part of the file with a column in it.</summary>
    internal sealed class FileRegion(FileMemory owner, byte* memory, long offset, long bytes) : IColumnSource
    {
        internal byte* Memory => memory;

        internal long Offset => offset;

        internal long Bytes => bytes;

        internal bool IsIn(FileMemory other) => other == owner;

        /// <summary>Gives the memory back until somebody touches it again. The values stay in the file.</summary>
        internal void Drop() => _ = Advise(memory, (nuint)bytes, DontNeed);

        /// <summary>The same for a part of it; the place is one of whole pages.</summary>
        internal void Drop(long place, int length) => _ = Advise(memory + place, (nuint)length, DontNeed);

        public byte* Map(long place, long length) => memory + place;

        public void Dispose() => owner.Return(this);
    }

    // Of Linux's <fcntl.h> and <sys/mman.h>, the same on all of .NET's architectures.
    const int ReadAndWrite = 3;
    const int Shared = 1;
    const int DontNeed = 4;

    static byte* Failed => (byte*)-1;

    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint bytes, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);
}
