using System.CommandLine;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail find</c>: the main job.</summary>
static class FindCommand
{
    static readonly Argument<string[]> Target = new("target")
    {
        Description = "-- and the command that starts the program; or a running process: its pid, :PORT, HOST:PORT or ws://… of its inspector",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<string[]> Url = new("--url") { Description = "What to request; {i} becomes a running number. May be given several times. Default: / on the port found", HelpName = "URL" };
    static readonly Option<string?> Load = new("--load") { Description = "A command of your own that drives one round: autocannon, siege, wrk, k6, a script", HelpName = "COMMAND" };
    static readonly Option<int> Connections = new("--connections", "-c") { Description = "Requests in flight at the same time", HelpName = "N", DefaultValueFactory = _ => 8 };
    static readonly Option<int> Requests = new("--requests", "-n") { Description = "Requests in each round", HelpName = "N", DefaultValueFactory = _ => 500 };
    static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds with a snapshot after each", HelpName = "N", DefaultValueFactory = _ => 3 };
    static readonly Option<int> Warmup = new("--warmup") { Description = "Rounds before the first that counts", HelpName = "N", DefaultValueFactory = _ => 1 };
    static readonly Option<double?> Slice = new("--slice") { Description = "For programs that serve nothing: a round is this many seconds of their own work", HelpName = "SECONDS" };
    static readonly Option<double> Settle = new("--settle") { Description = "How long the program is left alone before a leak that was found is looked at again; 0 for no second look", HelpName = "SECONDS", DefaultValueFactory = _ => 3 };
    static readonly Option<double> Timeout = new("--timeout") { Description = "How long to wait for the program to listen", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
    static readonly Option<bool> UntilCrash = new("--until-crash") { Description = "Let the program run until it dies of its heap limit, and name what fills its memory then" };
    static readonly Option<CaptureMethod> Method = new Option<CaptureMethod>("--method")
    {
        Description = "inspector: snapshots by V8; memory: copies of the process's memory, read from outside, a stop of some milliseconds; auto: memory where the system allows it",
        HelpName = "METHOD",
        DefaultValueFactory = _ => CaptureMethod.Inspector,
    }.AcceptOnlyFromAmong("auto", "memory", "inspector");

    static readonly Option<int?> Pid = new("--pid") { Description = "The same as the pid as target", HelpName = "PID" };
    static readonly Option<string?> Out = new("--out") { Description = "Folder for the snapshots. Default: a new one below .heaptrail", HelpName = "DIR" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("find", "Starts a program, drives requests, takes snapshots and names the leak") { Target, Url, Load, Connections, Requests, Rounds, Warmup, Slice, Settle, Timeout, Method, UntilCrash, Pid, Out };
        IgnoreChoices.AddTo(command);
        ReportChoices.AddTo(command);
        TerminalChoices.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            ReportChoices.Check(parsed);
            FindOptions options = Options(parsed);
            LeakReport report = parsed.GetValue(UntilCrash)
                ? await new CrashWorkflow(options, terminal).RunAsync(cancel).ConfigureAwait(false)
                : await new FindWorkflow(options, terminal).RunAsync(cancel).ConfigureAwait(false);
            IgnoreChoices.Mention(options.Ignored, report, terminal);
            return ReportChoices.Deliver(report, parsed, terminal, cancel);
        }));
        return command;
    }

    static FindOptions Options(ParseResult parsed)
    {
        (string[] command, string? attach) = TargetWords.Read(parsed, Target, parsed.GetValue(Pid));
        if (command.Length == 0 && attach is null)
            throw new UsageException("no program was given: put -- and the command that starts it at the end, as in 'heaptrail find -- node server.js'");
        return new FindOptions
        {
            Command = [.. command],
            Attach = attach,
            Urls = [.. parsed.GetValue(Url) ?? []],
            LoadCommand = parsed.GetValue(Load),
            Connections = parsed.GetValue(Connections),
            Requests = parsed.GetValue(Requests),
            Rounds = parsed.GetValue(Rounds),
            Warmup = parsed.GetValue(Warmup),
            Slice = parsed.GetValue(Slice) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Settle = TimeSpan.FromSeconds(parsed.GetValue(Settle)),
            PortLimit = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
            Method = parsed.GetValue(Method),
            Folder = parsed.GetValue(Out),
            Ignored = IgnoreChoices.Read(parsed),
        }.Checked();
    }
}
