using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Pages;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail report</c>: the pages as one file.</summary>
static class ReportCommand
{
    static readonly Argument<string[]> Files = new("snapshots") { Description = "Snapshots of one process, oldest first; or one alone", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write. Default: the name of the last snapshot with .report.html", HelpName = "FILE" };
    static readonly Option<string?> Requests = new("--requests", "-n") { Description = "Requests served between two snapshots, or a number for each interval: 100,500", HelpName = "N[,N]" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("report", "Writes the findings and the heap behind them as one page that needs no server") { Files, Output, Requests, ReportChoices.ShowValues, Force };
        IgnoreChoices.AddTo(command);
        SnapshotChoices.AddTo(command);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) => Task.FromResult(Run(parsed, terminal, cancel))));
        return command;
    }

    static int Run(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        if (!PageBundle.IsThere)
            throw new UsageException(PageBundle.Missing);
        SnapshotChoices.Apply(parsed);
        string[] files = parsed.GetValue(Files)!;
        string path = parsed.GetValue(Output) ?? DefaultName(files[^1]);
        OutputFile.Check(path, parsed.GetValue(Force));
        IgnoreList ignored = IgnoreChoices.Read(parsed);
        LeakReport report = new LeaksWorkflow(files, parsed.GetValue(Requests) is { } text ? RequestCounts.Parse(text) : null, ignored, terminal.Progress).Run(cancel);
        IgnoreChoices.Mention(ignored, report, terminal);
        PageFile.Write(path, report, new(parsed.GetValue(ReportChoices.ShowValues), parsed.GetValue(Force)), terminal, cancel);
        terminal.Write($"{report.Summary}\n");
        return ExitCode.Done;
    }

    static string DefaultName(string file)
    {
        string name = SnapshotInput.IsStandardInput(file) ? "heap" : file;
        const string Ending = ".heapsnapshot";
        return (name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? name[..^Ending.Length] : name) + ".report.html";
    }
}
