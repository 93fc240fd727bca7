using System.IO.MemoryMappedFiles;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// A part of an index file, mapped when somebody asks. A block of it is checked when it is used for the first time, so that a look at a
/// few objects does not read the whole file. Changes to the memory stay in memory.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="bytes">How long it is.</param>
/// <param name="sums">Checksum of each block.</param>
sealed unsafe class FilePart(SafeFileHandle file, long offset, long bytes, ulong[] sums) : IColumnSource
{
    readonly Lock gate = new();
    readonly bool[] isChecked = new bool[sums.Length];
    MemoryMappedFile? mapping;
    MemoryMappedViewAccessor? view;
    byte* memory;

    public byte* Map(long place, long length)
    {
        byte* start = Map();
        if (length > 0)
        {
            for (long block = place / BlockSums.Block; block <= (place + length - 1) / BlockSums.Block; block++)
                Check(start, block);
        }
        return start + place;
    }

    void Check(byte* start, long block)
    {
        if (Volatile.Read(ref isChecked[block]))
            return;
        long at = block * BlockSums.Block;
        int length = (int)Math.Min(BlockSums.Block, bytes - at);
        if (Checksum.Of(new(start + at, length)) != sums[block])
            throw new IndexFormatException($"the index is damaged between the bytes {offset + at:N0} and {offset + at + length:N0}");
        Volatile.Write(ref isChecked[block], true);
    }

    byte* Map()
    {
        lock (gate)
        {
            if (memory == null)
            {
                mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
                view = mapping.CreateViewAccessor(offset, bytes, MemoryMappedFileAccess.CopyOnWrite);
                view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
                memory += view.PointerOffset;
            }
            return memory;
        }
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
