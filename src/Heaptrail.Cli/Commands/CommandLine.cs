using System.CommandLine;
using System.CommandLine.Invocation;
using Heaptrail.Cli.Terminal;

namespace Heaptrail.Cli.Commands;

/// <summary>The command tree, and what happens to words that do not fit it.</summary>
static class CommandLine
{
    // A word such as @17 is an object of a heap, not a file with more words.
    static readonly ParserConfiguration parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Parses and runs. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // Nothing but --version is asked often enough to be worth a short cut: the command tree costs most of the start-up.
        if (args is ["--version"])
        {
            using UserTerminal terminal = UserTerminal.Open();
            terminal.Write($"{ProductVersion.Text}\n");
            return ExitCode.Done;
        }
        ParseResult parsed = Create(args.FirstOrDefault()).Parse(args.Length == 0 ? ["--help"] : args, parsing);
        if (parsed.Action is ParseErrorAction)
            return Refuse(parsed);
        return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }

    // To make all of them takes longer than the work of most.
    static readonly (string Name, Func<Command> Create)[] commands =
    [
        ("find", FindCommand.Create),
        ("leaks", LeaksCommand.Create),
        ("verify", VerifyCommand.Create),
        ("report", ReportCommand.Create),
        ("serve", ServeCommand.Create),
        ("watch", WatchCommand.Create),
        ("ps", PsCommand.Create),
        ("load", LoadCommand.Create),
        ("guard", GuardCommand.Create),
        ("snapshot", SnapshotCommand.Create),
        ("sample", RecordCommands.CreateSample),
        ("record", RecordCommands.CreateRecord),
        ("core", CoreCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("summary", SummaryCommand.Create),
        ("diff", DiffCommand.Create),
        ("statistics", StatisticsCommand.Create),
        ("objects", ObjectsCommand.Create),
        ("inspect", InspectCommand.Create),
        ("retainers", RetainersCommand.Create),
        ("retained", RetainedCommand.Create),
        ("dominators", DominatorsCommand.Create),
        ("containment", ContainmentCommand.Create),
        ("strings", StringsCommand.Create),
        ("detached", DetachedCommand.Create),
        ("allocations", AllocationsCommand.Create),
        ("timeline", TimelineCommand.Create),
        ("query", QueryCommand.Create),
        ("export", ExportCommand.Create),
    ];

    /// <summary>The command that is called, or all of them when it is not clear which.</summary>
    static RootCommand Create(string? called)
    {
        var root = new RootCommand("Finds memory leaks in Node.js programs: what leaks, who holds it, where, and how to fix it.\n\n"
            + "  heaptrail find -- node server.js                       start, drive requests, name the leak\n"
            + "  heaptrail find --url http://127.0.0.1:3000/ 4121       the same with a running process\n"
            + "  heaptrail leaks 1.heapsnapshot 2.heapsnapshot 3.heapsnapshot");
        bool isKnown = commands.Any(command => command.Name == called);
        foreach ((string name, Func<Command> create) in commands)
        {
            if (!isKnown || name == called)
                root.Add(create());
        }
        return root;
    }

    static int Refuse(ParseResult parsed)
    {
        using UserTerminal terminal = UserTerminal.Open();
        foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
            terminal.Error(message);
        terminal.Note($"Try 'heaptrail{CommandPath.Of(parsed.CommandResult)} --help'.");
        return ExitCode.Usage;
    }
}
