namespace Heaptrail.Capture.Processes;

/// <summary>Finds executables: of a running process and on the PATH.</summary>
static class Executables
{
    internal static string? TryRead(int pid)
    {
        const string deleted = " (deleted)";   // the kernel's mark for a program that was replaced by an update
        string? path = ProcFile.TryReadLink(ProcFile.PathOf(pid, "exe"));
        return path?.EndsWith(deleted, StringComparison.Ordinal) == true ? path[..^deleted.Length] : path;
    }

    /// <summary>
    /// The file that a shell would run for a command. Process.Start must not search itself: it looks beside our own executable and in the
    /// current folder before the PATH.
    /// </summary>
    internal static string Find(string command, string folder, string? searchPath)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            string path = Path.GetFullPath(command, folder);
            if (Directory.Exists(path))
                throw Trouble.CannotStart(command, "it is a folder; give the program to run");
            if (!File.Exists(path))
                throw Trouble.CannotStart(command, "there is no such file; check the path");
            return IsExecutable(path) ? path : throw Trouble.CannotStart(command, "it is not executable; run chmod +x on it or name its interpreter");
        }
        foreach (string entry in (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(Path.GetFullPath(entry, folder), command);
            if (File.Exists(path) && IsExecutable(path))
                return path;
        }
        throw Trouble.CannotStart(command, NodeNames.IsNode(command)
            ? "it is not on the PATH; install Node.js or give the full path"
            : "it is not on the PATH; check the name or give the full path");
    }

    static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() ||
        (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
