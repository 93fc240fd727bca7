using System.CommandLine;
using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Report.Pages;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail serve</c>: the pages in a browser.</summary>
static class ServeCommand
{
    const int MostPort = 65535;

    static readonly Argument<string[]> Files = new("captures") { Description = "Snapshots of one process, oldest first; or a folder, in which new captures are shown as they come", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<int> Port = new("--port") { Description = "The port on 127.0.0.1. Default: one that is free", HelpName = "N" };
    static readonly Option<bool> NoOpen = new("--no-open") { Description = "Print the address only, open no browser" };
    static readonly Option<long?> MaxUpload = ByteSizes.Option("--max-upload", "Largest file that may be dropped onto the page. Default: 8GiB");
    static readonly Option<long?> Requests = new("--requests", "-n") { Description = "Requests served between two snapshots", HelpName = "N" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Port.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out int port) && port is < 0 or > MostPort)
                result.AddError($"--port must be between 0 and {MostPort}, not {port}");
        });
        var command = new Command("serve", "Shows findings and heaps in a browser, on this machine alone") { Files, Port, NoOpen, MaxUpload, Requests };
        IgnoreChoices.AddTo(command);
        SnapshotChoices.AddTo(command);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            if (!PageBundle.IsThere)
                throw new UsageException(PageBundle.Missing);
            SnapshotChoices.Apply(parsed);
            var options = new ServeOptions
            {
                Port = parsed.GetValue(Port),
                OpensBrowser = !parsed.GetValue(NoOpen),
                MostUploadBytes = parsed.GetValue(MaxUpload) ?? ServeOptions.UsualUploadBytes,
                Ignored = IgnoreChoices.Read(parsed),
                Requests = parsed.GetValue(Requests),
            };
            return new ServeWorkflow(parsed.GetValue(Files) ?? [], options, terminal).RunAsync(cancel);
        }));
        return command;
    }
}
