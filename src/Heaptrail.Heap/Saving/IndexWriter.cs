using System.Text;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// Writes an index to a temporary file beside its place, column after column as they become ready, and puts it there in one step. A
/// column that nobody needs for now can go on in the file, so that its memory is free for others.
/// </summary>
sealed unsafe class IndexWriter : IDisposable
{
    const int Page = 4096;

    readonly string temporaryPath;
    readonly FileStream stream;
    readonly SafeFileHandle file;
    readonly List<(string Name, ColumnEntry Entry)> columns = [];
    readonly List<Action> released = [];
    readonly Lock gate = new();
    long end = Page;
    bool isFinished;
    IOException? fault;

    internal IndexWriter(string path)
    {
        temporaryPath = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        // As private as V8's own files: all strings of the program are in it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        stream = new(temporaryPath, options);
        file = stream.SafeFileHandle;
    }

    /// <summary>Stops between two pieces of a column.</summary>
    internal CancellationToken Cancel { get; init; }

    /// <summary>Whether columns may go on in the file: a file that is mapped cannot be renamed on Windows.</summary>
    internal static bool CanRelease => !OperatingSystem.IsWindows();

    /// <summary>Writes a column unless it was written before.</summary>
    internal void Add<T>(string name, Column<T> column)
        where T : unmanaged
    {
        lock (gate)
        {
            if (columns.Exists(c => c.Name == name))
                return;
        }
        if (fault is not null)
            throw fault;
        Write(name, column);
    }

    /// <summary>Writes a column and gives its memory back; when that fails, the column stays as it is.</summary>
    internal void Release<T>(string name, Column<T> column)
        where T : unmanaged
    {
        if (fault is not null || !CanRelease || column.Length == 0)
            return;
        try
        {
            ColumnEntry entry = Write(name, column);
            column.MoveTo(new FilePart(file, entry.Offset, entry.Bytes, checksum: null));
            lock (gate)
                released.Add(column.Unmap);
        }
        catch (IOException e)
        {
            // The disk is full: the heap stays in memory and only its index fails in the end.
            fault = e;
        }
    }

    /// <summary>Gives back what was mapped of released columns; nobody may work on them now.</summary>
    internal void Unmap()
    {
        foreach (Action unmap in released)
            unmap();
    }

    ColumnEntry Write<T>(string name, Column<T> column)
        where T : unmanaged
    {
        long bytes = (long)column.Length * sizeof(T);
        long offset;
        lock (gate)
        {
            offset = end;
            end = (end + bytes + Page - 1) & ~(Page - 1L);
        }
        fixed (T* values = column.Span)
        {
            var memory = (byte*)values;
            const int Piece = 1 << 24;
            for (long at = 0; at < bytes; at += Piece)
            {
                Cancel.ThrowIfCancellationRequested();
                RandomAccess.Write(file, new ReadOnlySpan<byte>(memory + at, (int)Math.Min(Piece, bytes - at)), offset + at);
            }
            var entry = new ColumnEntry(offset, column.Length, sizeof(T), FilePart.Sum(memory, bytes));
            lock (gate)
                columns.Add((name, entry));
            return entry;
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
        ReadOnlySpan<byte> bytes = table.GetBuffer().AsSpan(0, (int)table.Length);
        RandomAccess.Write(file, bytes, end);
        var header = new IndexHeader(source, end, bytes.Length, Checksum.Of(bytes));
        RandomAccess.Write(file, header.ToBytes(), 0);
        File.Move(temporaryPath, path, overwrite: true);
        isFinished = true;
    }

    /// <summary>Removes the file when it was not finished. Columns that went on in it can still be used until they are disposed.</summary>
    public void Dispose()
    {
        if (!isFinished)
            File.Delete(temporaryPath);
        // A column that is mapped later needs the handle, so it stays open; where none can be, it is closed.
        if (!CanRelease)
            stream.Dispose();
    }
}

/// <summary>Where a column lies in an index file.</summary>
/// <param name="Offset">Offset of its first byte.</param>
/// <param name="Length">Number of values.</param>
/// <param name="ValueBytes">Size of a value.</param>
/// <param name="Sum">Checksum.</param>
readonly record struct ColumnEntry(long Offset, int Length, int ValueBytes, ulong Sum)
{
    internal long Bytes => (long)Length * ValueBytes;

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Offset);
        writer.Write(Length);
        writer.Write(ValueBytes);
        writer.Write(Sum);
    }

    internal static ColumnEntry Read(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadUInt64());
}
