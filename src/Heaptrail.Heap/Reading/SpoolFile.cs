namespace Heaptrail.Heap.Reading;

/// <summary>A file for bytes that come only once and are needed out of order. Nobody else can read it, and it goes with its stream.</summary>
static class SpoolFile
{
    /// <summary>Makes an empty one.</summary>
    internal static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), $"heaptrail-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        // Snapshots have every string of a process: nobody else may read it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // Without a name it goes even when the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    /// <summary>Copies what is left at a cursor. Returns a cursor that stands at the same place and can seek behind it.</summary>
    internal static ByteCursor Rest(ByteCursor cursor, FileStream spool)
    {
        long origin = cursor.Offset;
        new CursorStream(cursor).CopyTo(spool, 1 << 20);
        spool.Position = 0;
        return cursor.Over(spool, origin);
    }
}
