using System.CommandLine;
using Heaptrail.Capture.Inspector;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail sample</c> and <c>heaptrail record</c>: recordings of allocations.</summary>
static class RecordCommands
{
    static readonly Argument<string[]> Target = new("target")
    {
        Description = "A running process: its pid, or :PORT of its inspector; or -- and the command that starts the program",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<TimeSpan?> Duration = TimeSpans.Option("How long: 30s, 2m. Ctrl+C ends it earlier, and the file is written", "--duration", "-d");
    static readonly Option<long?> Interval = ByteSizes.Option("--interval", "Bytes between two samples: 4K is denser and slower. Default: 32K");
    static readonly Option<bool> Collected = new("--collected") { Description = "Count objects that were collected meanwhile, too: who allocates, and not who keeps" };
    static readonly Option<bool> NoStacks = new("--no-stacks") { Description = "Only when objects were allocated, not by whom: less slow" };
    static readonly Option<string?> Out = new("--out", "-o") { Description = "The file to write. Usually heap-PID-TIME", HelpName = "FILE" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };
    static readonly Option<bool> Json = new("--json") { Description = "Tell what was done as one JSON object" };

    /// <summary>The lightweight recording.</summary>
    public static Command CreateSample() => Create("sample", "Samples who allocates memory in a running process, at no noticeable cost", TimeSpan.FromSeconds(30), [Interval, Collected]);

    /// <summary>The complete one.</summary>
    public static Command CreateRecord() => Create("record", "Records when and where each object is allocated; slow, for short spans", TimeSpan.FromSeconds(10), [NoStacks]);

    static Command Create(string name, string what, TimeSpan usual, Option[] own)
    {
        var command = new Command(name, what) { Target, Duration };
        foreach (Option option in (Option[])[.. own, Out, Force, Json])
            command.Options.Add(option);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            RecordingView view = await new RecordWorkflow(Options(parsed, name == "record", usual), terminal).RunAsync(cancel).ConfigureAwait(false);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : RecordedText.Render(view, terminal.Style));
            return ExitCode.Done;
        }));
        return command;
    }

    static RecordOptions Options(ParseResult parsed, bool isTimeline, TimeSpan usual)
    {
        (string[] command, string? attach) = TargetWords.Read(parsed, Target, null);
        if (command.Length == 0 && attach is null)
            throw new UsageException("no process was given: its pid or the :PORT of its inspector, or -- and the command that starts a program; 'heaptrail ps' lists processes");
        TimeSpan duration = parsed.GetValue(Duration) ?? usual;
        long interval = isTimeline ? 1 : parsed.GetValue(Interval) ?? new SamplingOptions().IntervalBytes;
        if (duration == TimeSpan.Zero || interval is < 1 or > 1 << 30)
            throw new UsageException("--duration must be more than 0, and --interval 1 byte to 1 GiB");
        if (parsed.GetValue(Out) is { } file)
            OutputFile.Check(file, parsed.GetValue(Force));
        return new()
        {
            Command = [.. command],
            Attach = attach,
            Duration = duration,
            IsTimeline = isTimeline,
            Sampling = new() { IntervalBytes = (int)interval, IncludesCollected = !isTimeline && parsed.GetValue(Collected) },
            Stacks = isTimeline && parsed.GetValue(NoStacks) ? TimelineStacks.None : TimelineStacks.Recorded,
            File = parsed.GetValue(Out),
            Force = parsed.GetValue(Force),
        };
    }
}
