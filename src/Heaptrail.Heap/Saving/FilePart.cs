using System.IO.MemoryMappedFiles;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>A part of an index file, mapped when somebody asks and checked then. Changes to the memory stay in memory.</summary>
sealed unsafe class FilePart(SafeFileHandle file, long offset, long bytes, ulong checksum) : IColumnSource
{
    readonly Lock gate = new();
    MemoryMappedFile? mapping;
    MemoryMappedViewAccessor? view;
    byte* memory;

    public byte* Map()
    {
        lock (gate)
        {
            if (memory == null)
                memory = MapNow();
            return memory;
        }
    }

    byte* MapNow()
    {
        mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
        view = mapping.CreateViewAccessor(offset, bytes, MemoryMappedFileAccess.CopyOnWrite);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        if (Sum(start, bytes) != checksum)
            throw new IndexFormatException($"the index is damaged between the bytes {offset:N0} and {offset + bytes:N0}");
        return start;
    }

    /// <summary>Checksum of memory that may be longer than a span can be.</summary>
    /// <param name="memory">Where it begins.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="drop">Gets each piece, by place and length, when its bytes were summed up.</param>
    internal static ulong Sum(byte* memory, long bytes, Action<long, int>? drop = null)
    {
        const int Piece = 1 << 22;
        ulong sum = 0;
        for (long at = 0; at < bytes; at += Piece)
        {
            int length = (int)Math.Min(Piece, bytes - at);
            sum = (sum * 31) + Checksum.Of(new(memory + at, length));
            drop?.Invoke(at, length);
        }
        return sum;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (memory != null)
                view!.SafeMemoryMappedViewHandle.ReleasePointer();
            memory = null;
            view?.Dispose();
            mapping?.Dispose();
        }
    }
}
