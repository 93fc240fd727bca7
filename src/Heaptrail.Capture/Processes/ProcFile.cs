using System.Globalization;
using System.Text;

namespace Heaptrail.Capture.Processes;

/// <summary>Reads files of <c>/proc/PID</c>; a process that has gone or is not ours reads as nothing.</summary>
static class ProcFile
{
    internal static string PathOf(int pid, string name) => $"/proc/{pid}/{name}";

    internal static byte[]? TryReadBytes(int pid, string name)
    {
        try
        {
            return File.ReadAllBytes(PathOf(pid, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string? TryReadText(int pid, string name) => TryReadBytes(pid, name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The strings of a file that ends each with a zero byte, such as <c>cmdline</c> and <c>environ</c>.</summary>
    internal static string[]? TryReadStrings(int pid, string name) =>
        TryReadText(pid, name)?.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The value of <c>Name:</c> in <c>/proc/PID/status</c>.</summary>
    internal static string? TryReadStatus(int pid, string field)
    {
        foreach (string line in TryReadText(pid, "status")?.Split('\n') ?? [])
            if (line.StartsWith(field, StringComparison.Ordinal) && line.Length > field.Length && line[field.Length] == ':')
                return line[(field.Length + 1)..].Trim();
        return null;
    }

    /// <summary>A limit of <c>/proc/PID/limits</c>: what holds, and up to what it may be raised; <see langword="null"/> for unlimited, 0 when it cannot be read.</summary>
    internal static (long? Soft, long? Hard) ReadLimit(int pid, string title) => LimitIn(TryReadText(pid, "limits") ?? "", title);

    /// <summary>The same from a text.</summary>
    internal static (long? Soft, long? Hard) LimitIn(string limits, string title)
    {
        string? line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(title, StringComparison.Ordinal));
        string[] words = line?[title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length < 2 ? (0, 0) : (Limit(words[0]), Limit(words[1]));

        static long? Limit(string word) => word == "unlimited" ? null : long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }

    /// <summary>A file of the whole system, such as <c>sys/kernel/core_pattern</c>; empty when it cannot be read.</summary>
    internal static string ReadSystem(string name)
    {
        try
        {
            return File.ReadAllText("/proc/" + name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The target of a link such as <c>exe</c> or <c>fd/3</c>.</summary>
    internal static string? TryReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The entries of a folder such as <c>fd</c> or <c>task</c>, as paths; <see langword="null"/> when it may not be read.</summary>
    internal static string[]? TryList(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Ids of all processes that are visible.</summary>
    internal static IEnumerable<int> AllPids()
    {
        foreach (string folder in TryList("/proc") ?? [])
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), out int pid))
                yield return pid;
    }
}
