using System.CommandLine;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary>When and how snapshots of a running process are taken, as <c>snapshot</c> and <c>watch</c> offer it.</summary>
static class CaptureChoices
{
    static readonly Option<TimeSpan?> Every = TimeSpans.Option("Take a snapshot after each such time: 1h", "--every");
    static readonly Option<long?> OnGrowth = ByteSizes.Option("--on-growth", "Take one when memory in use has grown by so much since the last: 50M");
    static readonly Option<bool> OnSlope = new("--on-slope") { Description = "Take one when the trend is a leak" };
    static readonly Option<double?> NearLimit = new("--near-limit") { Description = "Take one when so many percent of the heap limit or the container are in use", HelpName = "PERCENT" };
    static readonly Option<int?> Count = new("--count") { Description = "Take no more than so many", HelpName = "N" };
    static readonly Option<int?> Keep = new("--keep") { Description = "Files to keep; the first and the newest always are", HelpName = "N" };
    static readonly Option<long?> KeepSize = ByteSizes.Option("--keep-size", "Size of all files to keep together");
    static readonly Option<bool> Raw = new("--raw") { Description = "Keep the memory as it is, as a core dump: read in no time, looked at later. All commands open it" };
    static readonly Option<bool> Redact = new("--redact") { Description = "Leave out what is in strings; names of properties, functions, classes and files stay. From memory only" };

    static readonly Option<CaptureMethod> Method = new Option<CaptureMethod>("--method")
    {
        Description = "memory: read from outside, a stop of some milliseconds; inspector: V8 writes it, a stop of seconds; auto: memory where the system allows it",
        HelpName = "METHOD",
    }.AcceptOnlyFromAmong("auto", "memory", "inspector");

    /// <summary>All options.</summary>
    public static IReadOnlyList<Option> All { get; } = [Every, OnGrowth, OnSlope, NearLimit, Count, Keep, KeepSize, Method, Raw, Redact];

    /// <summary>Whether the memory is kept as it is.</summary>
    public static bool IsRaw(ParseResult parsed) => parsed.GetValue(Raw);

    /// <summary>Whether the contents of strings are left out.</summary>
    public static bool IsRedacted(ParseResult parsed) => parsed.GetValue(Redact);

    /// <summary>How snapshots are taken.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    public static CaptureMethod MethodOf(ParseResult parsed)
    {
        CaptureMethod method = parsed.GetValue(Method);
        if (IsRedacted(parsed))
        {
            return parsed.GetValue(Raw) ? throw new UsageException("--raw keeps the memory as it is, with all that is in it, and --redact leaves strings out: give one of the two")
                : method == CaptureMethod.Inspector ? throw new UsageException("--redact works on memory that is read from outside, and with --method inspector V8 writes all strings: give one of the two")
                : CaptureMethod.Memory;
        }
        if (!parsed.GetValue(Raw))
            return method;
        return method == CaptureMethod.Inspector
            ? throw new UsageException("--raw keeps memory that was read from outside, and --method inspector reads none: give one of the two")
            : CaptureMethod.Memory;
    }

    /// <summary>What makes a snapshot happen by itself.</summary>
    /// <exception cref="UsageException">A figure is out of its range.</exception>
    public static CaptureTriggers TriggersOf(ParseResult parsed)
    {
        var triggers = new CaptureTriggers
        {
            Every = parsed.GetValue(Every),
            Growth = parsed.GetValue(OnGrowth),
            OnSlope = parsed.GetValue(OnSlope),
            NearLimit = parsed.GetValue(NearLimit) is { } percent ? percent / 100 : null,
        };
        return triggers.NearLimit is not (null or (> 0 and <= 1)) || triggers.Every < TimeSpan.FromSeconds(1) || triggers.Growth < 1 || parsed.GetValue(Count) < 1 || parsed.GetValue(Keep) < 2
            ? throw new UsageException("--near-limit must be 1 to 100 percent, --every a second or more, --on-growth and --count 1 or more, and --keep 2 or more")
            : triggers;
    }

    /// <summary>An option that has no meaning without a trigger, where it was given; <see langword="null"/> when none was.</summary>
    public static string? WithoutTrigger(ParseResult parsed) =>
        All.FirstOrDefault(option => option != Every && option != OnGrowth && option != OnSlope && option != NearLimit && parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The plan for snapshots that are taken by themselves.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="triggers">What makes them happen.</param>
    /// <param name="target">The process.</param>
    /// <param name="folder">Folder for the files; <see langword="null"/> for the current one.</param>
    /// <param name="force">Whether they are taken even where there is no room.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static TriggerPlan Plan(ParseResult parsed, CaptureTriggers triggers, string target, string? folder, bool force) => new()
    {
        Target = target,
        Triggers = triggers,
        Method = MethodOf(parsed),
        IsRaw = IsRaw(parsed),
        IsRedacted = IsRedacted(parsed),
        Force = force,
        Count = parsed.GetValue(Count) ?? int.MaxValue,
        Folder = folder is null || Directory.Exists(folder) ? folder ?? "." : throw new UsageException($"--out {folder}: with a trigger this is the folder for the files, and there is no such folder"),
        Keep = new(parsed.GetValue(Keep), parsed.GetValue(KeepSize)),
    };
}
