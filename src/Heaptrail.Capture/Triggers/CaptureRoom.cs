using System.Globalization;
using Heaptrail.Capture.Processes;
using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Capture.Triggers;

/// <summary>What is free for a capture.</summary>
/// <param name="TargetBytes">Memory that the process may still take: of its container, and of the machine.</param>
/// <param name="OwnBytes">Memory that this program may still take.</param>
/// <param name="DiskBytes">Free space where the file goes.</param>
public readonly record struct CaptureRoom(long TargetBytes, long OwnBytes, long DiskBytes)
{
    /// <summary>Reads it.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="folder">Where the file goes.</param>
    public static CaptureRoom Read(int pid, string folder)
    {
        long machine = Available() ?? long.MaxValue;
        return new(long.Min(machine, RoomOf(pid)), long.Min(machine, RoomOf(Environment.ProcessId)), new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);
    }

    /// <summary>Why a capture does not fit, as a sentence; <see langword="null"/> when it does.</summary>
    /// <param name="cost">What it is expected to cost.</param>
    public string? WhyNot(CaptureCost cost)
    {
        if (cost.TargetBytes > TargetBytes)
            return $"the process would grow by up to {ByteSize.Format(cost.TargetBytes)}, and {ByteSize.Format(TargetBytes)} are free for it";
        if (cost.OwnBytes > OwnBytes || cost.MemoryBytes > long.Max(TargetBytes, OwnBytes))
            return $"up to {ByteSize.Format(cost.MemoryBytes)} of memory are needed, and {ByteSize.Format(long.Max(TargetBytes, OwnBytes))} are free";
        return cost.DiskBytes > DiskBytes ? $"the file takes up to {ByteSize.Format(cost.DiskBytes)}, and the disk has {ByteSize.Format(DiskBytes)} free" : null;
    }

    static long RoomOf(int pid) => CgroupMemory.Read(pid) is { Limit: { } limit, Used: { } used } ? long.Max(0, limit - used) : long.MaxValue;

    static long? Available()
    {
        const string name = "MemAvailable:";
        string? line = ProcFile.ReadSystem("meminfo").Split('\n').FirstOrDefault(text => text.StartsWith(name, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[name.Length..^2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes * 1024 : null;
    }
}
