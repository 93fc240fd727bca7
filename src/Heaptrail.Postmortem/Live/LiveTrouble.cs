using System.Globalization;

namespace Heaptrail.Postmortem.Live;

/// <summary>What to say when a process cannot be looked into.</summary>
static class LiveTrouble
{
    const string PtraceScope = "/proc/sys/kernel/yama/ptrace_scope";

    internal static HeapReadException Of(int pid, int error)
    {
        if (error == Natives.NoSuchProcess || !Directory.Exists($"/proc/{pid}"))
            return new($"there is no process {pid} any more");
        if (error != Natives.NotPermitted)
            return new($"the memory of process {pid} cannot be read: error {error.ToString(CultureInfo.InvariantCulture)} of the system");
        if (TracerOf(pid) is > 0 and var tracer)
            return new($"process {pid} is being debugged by process {tracer}, and only one can look into it at a time: end that one, or use --method inspector") { IsPermission = true };
        string remedy = File.Exists(PtraceScope) && File.ReadAllText(PtraceScope).Trim() != "0"
            ? $"run heaptrail as root, or allow it with 'sysctl kernel.yama.ptrace_scope=0'"
            : "run heaptrail as root or as the user of the process, in a container with the capability SYS_PTRACE";
        return new($"the system does not allow to read the memory of process {pid}: {remedy}, or use --method inspector") { IsPermission = true };
    }

    static int TracerOf(int pid)
    {
        const string Key = "TracerPid:";
        try
        {
            string? line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line.AsSpan(Key.Length), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
