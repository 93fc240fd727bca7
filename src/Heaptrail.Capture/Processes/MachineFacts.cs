using System.Globalization;

namespace Heaptrail.Capture.Processes;

/// <summary>What the system says about captures. Read once, so that the judgement needs no system.</summary>
public sealed record MachineFacts
{
    /// <summary>Linux's <c>kernel.yama.ptrace_scope</c>; 0 where there is none.</summary>
    public int PtraceScope { get; init; }

    /// <summary>Effective capabilities of this process, as a set of bits.</summary>
    public ulong Capabilities { get; init; }

    /// <summary>Linux's <c>kernel.core_pattern</c>.</summary>
    public string CorePattern { get; init; } = "core";

    /// <summary>Largest core dump of the process in bytes; <see langword="null"/> for no limit.</summary>
    public long? CoreLimit { get; init; }

    /// <summary>The same limit up to which it may be raised.</summary>
    public long? CoreHardLimit { get; init; }

    /// <summary>Whether this runs in a container.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Bytes that are free in the current folder.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Whether <c>node</c> is on the PATH.</summary>
    public bool HasNode { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="pid">The process whose limits count; <see langword="null"/> for those of this one.</param>
    public static MachineFacts Read(int? pid)
    {
        int self = Environment.ProcessId;
        (long? soft, long? hard) = ProcFile.ReadLimit(pid ?? self, "Max core file size");
        return new()
        {
            PtraceScope = int.TryParse(ProcFile.ReadSystem("sys/kernel/yama/ptrace_scope"), CultureInfo.InvariantCulture, out int scope) ? scope : 0,
            Capabilities = ulong.TryParse(ProcFile.TryReadStatus(self, "CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) ? bits : 0,
            CorePattern = ProcFile.ReadSystem("sys/kernel/core_pattern").Trim(),
            CoreLimit = soft,
            CoreHardLimit = hard,
            IsContainer = File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") || (ProcFile.TryReadText(1, "cgroup") ?? "").Contains("kubepods", StringComparison.Ordinal),
            FreeBytes = new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace,
            HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node"))),
        };
    }
}
