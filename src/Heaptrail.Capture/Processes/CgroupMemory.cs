using System.Globalization;

namespace Heaptrail.Capture.Processes;

/// <summary>The memory limit of the control group (container, service) that a process lives in.</summary>
/// <param name="Limit">The lowest limit of the group and all groups around it, in bytes; <see langword="null"/> when there is none.</param>
/// <param name="Used">What the group with that limit uses, without file pages that can be dropped, in bytes.</param>
public readonly record struct CgroupMemory(long? Limit, long? Used)
{
    const long NoLimit = 1L << 62;   // version 1 prints a huge number, rounded to pages

    /// <summary>Reads it; nothing where there are no control groups.</summary>
    /// <param name="pid">Process id.</param>
    public static CgroupMemory Read(int pid)
    {
        foreach (string line in (ProcFile.TryReadText(pid, "cgroup") ?? "").Split('\n'))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length < 3)
                continue;
            if (fields[0] == "0" && File.Exists("/sys/fs/cgroup/cgroup.controllers"))
                return Lowest("/sys/fs/cgroup", fields[2], "memory.max", "memory.current", "inactive_file");
            if (fields[1].Split(',').Contains("memory"))
                return Lowest("/sys/fs/cgroup/memory", fields[2], "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        }
        return default;
    }

    /// <summary>Walks from the group up to the root; a group that is not visible from here (a container seen from inside) is passed over.</summary>
    internal static CgroupMemory Lowest(string root, string path, string limitFile, string usedFile, string droppable)
    {
        var lowest = new CgroupMemory(null, null);
        string group = path.Trim('/');
        while (true)
        {
            string folder = Path.Combine(root, group);
            if (Number(Path.Combine(folder, limitFile)) is { } limit and < NoLimit && (lowest.Limit is null || limit < lowest.Limit))
                lowest = new(limit, Number(Path.Combine(folder, usedFile)) - (Stat(Path.Combine(folder, "memory.stat"), droppable) ?? 0));
            if (group.Length == 0)
                return lowest;
            group = Path.GetDirectoryName(group) ?? "";
        }
    }

    static long? Number(string file) => long.TryParse(Text(file)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    static long? Stat(string file, string name)
    {
        foreach (string line in (Text(file) ?? "").Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ' '
                && long.TryParse(line.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                return number;
        return null;
    }

    static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
