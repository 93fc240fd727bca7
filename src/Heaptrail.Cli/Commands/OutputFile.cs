namespace Heaptrail.Cli.Commands;

/// <summary>A file that a command writes by the name the user gave.</summary>
static class OutputFile
{
    const int BufferSize = 1 << 16;

    /// <summary>Refuses before any work what would fail after it.</summary>
    /// <param name="path">The name.</param>
    /// <param name="force">Whether a file that exists may be overwritten.</param>
    public static void Check(string path, bool force)
    {
        if (File.Exists(path) && !force)
            throw new UsageException($"{path} exists already: give another name, or --force to overwrite it");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"{path} cannot be written: the folder {folder} does not exist");
    }

    /// <summary>Opens a file for its owner alone: what comes from a heap may contain secrets.</summary>
    public static FileStream Create(string path, bool force)
    {
        var options = new FileStreamOptions { Mode = force ? FileMode.Create : FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {e.Message}");
        }
    }
}
