using System.Text;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// Makes an index in a temporary file beside its place, and puts it there in one step. Columns that took their memory from
/// <see cref="Memory"/> are there already, the others are written.
/// </summary>
sealed unsafe class IndexWriter : IDisposable
{
    const int Page = 4096;

    readonly string temporaryPath;
    readonly FileStream stream;
    readonly FileStream scratchStream;
    readonly SafeFileHandle file;
    readonly FileMemory scratch;
    readonly List<(string Name, ColumnEntry Entry)> columns = [];
    readonly Lock gate = new();
    bool isFinished;

    internal IndexWriter(string path)
    {
        temporaryPath = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        stream = Create(temporaryPath, FileOptions.None);
        scratchStream = Create(temporaryPath + "2", FileOptions.DeleteOnClose);
        // Nothing of it is left even when the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(scratchStream.Name);
        file = stream.SafeFileHandle;
        scratch = new(scratchStream.SafeFileHandle, 0, ColumnMemory.Native);
        Memory = new(file, Page, scratch);
    }

    static FileStream Create(string path, FileOptions kind)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = kind };
        // As private as V8's own files: all strings of the program are in it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    /// <summary>Memory in the file.</summary>
    internal FileMemory Memory { get; }

    /// <summary>Stops between two pieces of a column.</summary>
    internal CancellationToken Cancel { get; init; }

    /// <summary>Takes a column that will not change any more, unless that was done before.</summary>
    internal void Add<T>(string name, Column<T> column)
        where T : unmanaged => Add(name, column, isNeeded: true);

    /// <summary>
    /// Takes a column that will not change any more and that nobody needs for now: its memory is free, as far as it lies in the file,
    /// until somebody does.
    /// </summary>
    internal void Release<T>(string name, Column<T> column)
        where T : unmanaged
    {
        if (RegionOf(column) is not null)
            Add(name, column, isNeeded: false);
    }

    /// <summary>Frees the memory of a column that nobody needs for now, as far as it lies in the file, until somebody does.</summary>
    internal void PutAside<T>(Column<T> column) => RegionOf(column)?.Drop();

    FileMemory.FileRegion? RegionOf<T>(Column<T> column) => column.Source is FileMemory.FileRegion region && region.IsIn(Memory) ? region : null;

    void Add<T>(string name, Column<T> column, bool isNeeded)
        where T : unmanaged
    {
        lock (gate)
        {
            if (columns.Exists(c => c.Name == name))
                return;
        }
        long bytes = (long)column.Length * sizeof(T);
        ColumnEntry entry = RegionOf(column) is { } region
            ? new(region.Offset, column.Length, sizeof(T), BlockSums.Of(region.Memory, bytes, isNeeded ? null : region.Drop))
            : Write(column);
        lock (gate)
            columns.Add((name, entry));
    }

    ColumnEntry Write<T>(Column<T> column)
        where T : unmanaged
    {
        long bytes = (long)column.Length * sizeof(T);
        long offset = Memory.Reserve(bytes);
        fixed (T* values = column.Span)
        {
            var memory = (byte*)values;
            const int Piece = 1 << 24;
            for (long at = 0; at < bytes; at += Piece)
            {
                Cancel.ThrowIfCancellationRequested();
                RandomAccess.Write(file, new ReadOnlySpan<byte>(memory + at, (int)Math.Min(Piece, bytes - at)), offset + at);
            }
            return new(offset, column.Length, sizeof(T), BlockSums.Of(memory, bytes));
        }
    }

    /// <summary>Writes what is left and puts the file in its place.</summary>
    internal void Finish(SourceStamp source, Action<BinaryWriter> writeFacts, string path)
    {
        var table = new MemoryStream();
        using (var writer = new BinaryWriter(table, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(columns.Count);
            foreach ((string name, ColumnEntry entry) in columns)
            {
                writer.Write(name);
                entry.Write(writer);
            }
            writeFacts(writer);
        }
        Memory.Close();
        long end = Memory.End;
        ReadOnlySpan<byte> bytes = table.GetBuffer().AsSpan(0, (int)table.Length);
        RandomAccess.Write(file, bytes, end);
        var header = new IndexHeader(source, end, bytes.Length, Checksum.Of(bytes));
        RandomAccess.Write(file, header.ToBytes(), 0);
        File.Move(temporaryPath, path, overwrite: true);
        isFinished = true;
    }

    /// <summary>Removes the file when it was not finished. Columns in it can still be used until they are disposed.</summary>
    public void Dispose()
    {
        Memory.Close();
        scratch.Close();
        stream.Dispose();
        scratchStream.Dispose();
        if (!isFinished)
            File.Delete(temporaryPath);
    }
}
