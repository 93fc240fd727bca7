using System.CommandLine;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail verify</c>: is the leak gone, and what did the fix cost?</summary>
static class VerifyCommand
{
    static readonly Argument<string[]> Target = new("target")
    {
        Description = "-- and the command that starts the program, or a running process as for find. Default: the command of the baseline",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<string> Baseline = new("--baseline") { Description = "The report that 'heaptrail find --json' gave before the fix", HelpName = "FILE", Required = true };
    static readonly Option<string?> Out = new("--out") { Description = "Folder for the snapshots. Default: a new one below .heaptrail", HelpName = "DIR" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("verify", "Drives a program as an earlier run did: is its leak gone?") { Target, Baseline, Out };
        ReportChoices.AddTo(command);
        TerminalChoices.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            ReportChoices.Check(parsed);
            string file = parsed.GetValue(Baseline)!;
            (string[] words, string? attach) = TargetWords.Read(parsed, Target, pid: null);
            var workflow = new VerifyWorkflow(file, VerifyWorkflow.ReadBaseline(file), terminal);
            LeakReport report = await workflow.RunAsync(words, attach, parsed.GetValue(Out), cancel).ConfigureAwait(false);
            return ReportChoices.Deliver(report, parsed, terminal, cancel);
        }));
        return command;
    }
}
