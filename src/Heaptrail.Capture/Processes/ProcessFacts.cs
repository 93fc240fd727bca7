using System.Collections.Immutable;
using System.Globalization;

namespace Heaptrail.Capture.Processes;

/// <summary>What the operating system knows about one process, read at one moment.</summary>
public sealed record ProcessFacts
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }
    /// <summary>Id of the parent process.</summary>
    public required int Parent { get; init; }
    /// <summary>State letter of the kernel, such as <c>S</c>, <c>R</c> or <c>Z</c> (ended, not yet collected by its parent).</summary>
    public required char State { get; init; }
    /// <summary>CPU time used so far.</summary>
    public required TimeSpan CpuTime { get; init; }
    /// <summary>Start time in kernel ticks since boot; together with <see cref="Pid"/> it names the process for good.</summary>
    public required long StartTicks { get; init; }
    /// <summary>The command line; empty for kernel threads and ended processes. A program may overwrite it (npm does).</summary>
    public required ImmutableArray<string> CommandLine { get; init; }
    /// <summary>Path of the executable; <see langword="null"/> when it may not be read.</summary>
    public required string? Executable { get; init; }

    /// <summary>Whether the process runs Node.js, judged by the name of its executable.</summary>
    public bool IsNode => NodeNames.IsNode(Executable ?? (CommandLine.IsEmpty ? null : CommandLine[0]));

    /// <summary>Whether it has ended and only waits for its parent.</summary>
    public bool HasEnded => State is 'Z' or 'X';

    /// <summary>The command line as one string, with the path of the executable left out.</summary>
    public string Command => CommandLine.IsEmpty
        ? Path.GetFileName(Executable ?? "?")
        : string.Join(' ', CommandLine.SetItem(0, Path.GetFileName(CommandLine[0])).Where(word => !NodeNames.IsOurOption(word)));

    /// <summary>Reads a process.</summary>
    /// <param name="pid">Process id.</param>
    /// <param name="facts">What is known about it.</param>
    /// <returns><see langword="false"/> when there is no such process.</returns>
    public static bool TryRead(int pid, out ProcessFacts facts)
    {
        facts = null!;
        if (TryReadFields(pid) is not { } fields)
            return false;
        facts = new ProcessFacts
        {
            Pid = pid,
            State = fields[0][0],
            Parent = int.Parse(fields[1], CultureInfo.InvariantCulture),
            CpuTime = CpuTimeIn(fields),
            StartTicks = Number(fields[19]),
            CommandLine = [.. ProcFile.TryReadStrings(pid, "cmdline") ?? []],
            Executable = Executables.TryRead(pid),
        };
        return true;
    }

    /// <summary>CPU time that a process has used so far; <see langword="null"/> when there is no such process.</summary>
    /// <param name="pid">Process id.</param>
    internal static TimeSpan? ReadCpuTime(int pid) => TryReadFields(pid) is { } fields ? CpuTimeIn(fields) : null;

    /// <summary>Whether this process is the one that its terminal listens to; also where that cannot be told.</summary>
    public static bool IsInForeground() => TryReadFields(Environment.ProcessId) is not { } fields || fields[2] == fields[5];

    // The name in parentheses may itself hold parentheses and blanks: the fields begin after the last one.
    static string[]? TryReadFields(int pid) =>
        ProcFile.TryReadText(pid, "stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 20 } fields ? fields : null;

    // USER_HZ is 100 on every Linux that Node.js supports.
    static TimeSpan CpuTimeIn(string[] fields) => TimeSpan.FromMilliseconds(10 * (Number(fields[11]) + Number(fields[12])));

    /// <summary>Resident memory of a process in bytes; <see langword="null"/> when there is no such process.</summary>
    /// <param name="pid">Process id.</param>
    public static long? ReadResidentBytes(int pid) =>
        ProcFile.TryReadText(pid, "statm")?.Split(' ') is { Length: > 1 } fields ? Number(fields[1]) * Environment.SystemPageSize : null;

    /// <summary>The ids of a process in its PID namespaces, from this one to the innermost; inside a container the last one is what it calls itself.</summary>
    /// <param name="pid">Process id.</param>
    public static ImmutableArray<int> ReadNamespacePids(int pid) =>
        [.. (ProcFile.TryReadStatus(pid, "NSpid") ?? pid.ToString(CultureInfo.InvariantCulture))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>A variable of the environment that the process was started with; <see langword="null"/> when unset or unreadable.</summary>
    internal static string? ReadVariable(int pid, string name)
    {
        foreach (string pair in ProcFile.TryReadStrings(pid, "environ") ?? [])
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                return pair[(name.Length + 1)..];
        return null;
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
