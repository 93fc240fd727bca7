using System.Globalization;

namespace Heaptrail.Cli.Workflows;

/// <summary>What the system says about captures. Read once, so that the judgement needs no system.</summary>
sealed record DoctorFacts
{
    const string Proc = "/proc";

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
    public static DoctorFacts Read(int? pid)
    {
        (long? soft, long? hard) = CoreLimits(TextOf($"{Proc}/{pid?.ToString(CultureInfo.InvariantCulture) ?? "self"}/limits"));
        return new()
        {
            PtraceScope = int.TryParse(TextOf($"{Proc}/sys/kernel/yama/ptrace_scope"), CultureInfo.InvariantCulture, out int scope) ? scope : 0,
            Capabilities = CapabilitiesOf(TextOf($"{Proc}/self/status")),
            CorePattern = TextOf($"{Proc}/sys/kernel/core_pattern").Trim(),
            CoreLimit = soft,
            CoreHardLimit = hard,
            IsContainer = File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") || TextOf($"{Proc}/1/cgroup").Contains("kubepods", StringComparison.Ordinal),
            FreeBytes = new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace,
            HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node"))),
        };
    }

    internal static (long? Soft, long? Hard) CoreLimits(string limits)
    {
        const string Title = "Max core file size";
        string? line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(Title, StringComparison.Ordinal));
        string[] words = line?[Title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length < 2 ? (0, 0) : (Limit(words[0]), Limit(words[1]));

        static long? Limit(string word) => word == "unlimited" ? null : long.TryParse(word, CultureInfo.InvariantCulture, out long bytes) ? bytes : 0;
    }

    static ulong CapabilitiesOf(string status)
    {
        const string Title = "CapEff:";
        string? line = status.Split('\n').FirstOrDefault(line => line.StartsWith(Title, StringComparison.Ordinal));
        return ulong.TryParse(line.AsSpan(Math.Min(Title.Length, line?.Length ?? 0)).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong bits) ? bits : 0;
    }

    static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
