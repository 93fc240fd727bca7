using System.CommandLine;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail leaks</c>: names leaks from snapshot files that exist already.</summary>
static class LeaksCommand
{
    static readonly Argument<string[]> Files = new("snapshots") { Description = "Snapshots of one process, oldest first, with about equal work between them (or see --requests); one may be - for standard input", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> Requests = new("--requests", "-n") { Description = "Requests served between two snapshots, or a number for each interval: 100,500", HelpName = "N[,N]" };
    static readonly Option<string> Match = new("--match") { Description = "How objects are recognised from one snapshot to the next: id, or path when the inspector was closed between them", HelpName = "id|path", DefaultValueFactory = _ => "id" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("leaks", "Names leaks from snapshot files of one process") { Files, Requests, Match };
        Match.AcceptOnlyFromAmong("id", "path");
        IgnoreChoices.AddTo(command);
        ReportChoices.AddTo(command);
        SnapshotChoices.AddTo(command);
        TerminalChoices.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            ReportChoices.Check(parsed);
            SnapshotChoices.Apply(parsed);
            IgnoreList ignored = IgnoreChoices.Read(parsed);
            LeakReport report = new LeaksWorkflow(parsed.GetValue(Files)!, parsed.GetValue(Requests) is { } text ? RequestCounts.Parse(text) : null, ignored, terminal.Progress, parsed.GetValue(Match) == "path").Run(cancel);
            IgnoreChoices.Mention(ignored, report, terminal);
            return Task.FromResult(ReportChoices.Deliver(report, parsed, terminal, cancel));
        }));
        return command;
    }
}
