using System.Globalization;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Processes;

/// <summary>Reads the memory of a process from /proc and its control group. The process does not notice.</summary>
public static class OutsideReader
{
    /// <summary>Reads a process.</summary>
    /// <param name="pid">Process id.</param>
    /// <param name="at">The time to write down.</param>
    /// <returns><see langword="null"/> when it has ended.</returns>
    public static ProcessSample? TryRead(int pid, DateTimeOffset at)
    {
        Dictionary<string, long> status = Kilobytes(ProcFile.TryReadText(pid, "status") ?? "");
        if (!status.TryGetValue("VmRSS", out long rss))
            return null;   // what has ended, even if its parent has not noticed, has no memory
        CgroupMemory group = CgroupMemory.Read(pid);
        return new()
        {
            At = at,
            Rss = rss,
            // RssAnon is there since Linux 4.5. Swapped out pages still belong to the process: swap would hide a leak.
            Anonymous = status.TryGetValue("RssAnon", out long anonymous) ? anonymous + status.GetValueOrDefault("VmSwap") : null,
            ContainerLimit = group.Limit,
            ContainerUsed = group.Used,
            Descriptors = CountDescriptors(pid),
            DescriptorLimit = ProcFile.ReadLimit(pid, "Max open files").Soft is > 0 and var most ? most : null,
            CpuSeconds = ProcessFacts.ReadCpuTime(pid)?.TotalSeconds,
        };
    }

    /// <summary>Open file descriptors of a process; <see langword="null"/> when they may not be read.</summary>
    /// <param name="pid">Process id.</param>
    public static int? CountDescriptors(int pid) => ProcFile.TryList(ProcFile.PathOf(pid, "fd"))?.Length;

    /// <summary>The lines of /proc/PID/status that are sizes, in bytes.</summary>
    internal static Dictionary<string, long> Kilobytes(string status)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in status.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.EndsWith(" kB", StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(colon + 1, line.Length - colon - 4).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes))
                found[line[..colon]] = kilobytes * 1024;
        }
        return found;
    }
}
