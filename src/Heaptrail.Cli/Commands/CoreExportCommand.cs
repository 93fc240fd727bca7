using System.CommandLine;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail core FILE export</c>: the heaps of a core dump as heap snapshots.</summary>
static class CoreExportCommand
{
    static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write; worker threads get files of their own beside it", HelpName = "FILE", Required = true };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };
    static readonly Option<bool> Redact = new("--redact") { Description = "Leave out what is in strings; names of properties, functions, classes and files stay" };

    /// <summary>The command with its options.</summary>
    public static Command Create(Argument<string> dump)
    {
        var command = new Command("export", "Writes the live objects as a heap snapshot, which is smaller and opens in other tools") { Out, Redact, Force };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            OutputFile.Check(parsed.GetValue(Out)!, parsed.GetValue(Force));
            new CoreExportWorkflow(parsed.GetValue(dump)!, parsed.GetValue(Out)!, parsed.GetValue(Force), parsed.GetValue(Redact), terminal).Run(cancel);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
