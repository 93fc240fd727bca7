using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Export;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail export</c>: all nodes or edges as rows for other tools.</summary>
static class ExportCommand
{
    static readonly Option<bool> Nodes = new("--nodes") { Description = "The nodes with class, sizes, distance and dominator (the default)" };
    static readonly Option<bool> Edges = new("--edges") { Description = "The edges with type and name" };
    static readonly Option<ExportFormat?> Format = new Option<ExportFormat?>("--format") { Description = "ndjson (one JSON object per line) or csv. Usually ndjson, or what the name of --out ends in", HelpName = "FORMAT" }.AcceptOnlyFromAmong("ndjson", "csv");
    static readonly Option<string?> Out = new("--out", "-o") { Description = "The file to write. Usually standard output", HelpName = "FILE" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("export", "Writes all nodes or edges as rows for databases and scripts") { ViewChoices.File, Nodes, Edges, Format, Out, Force };
        SnapshotChoices.AddTo(command);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) => Task.FromResult(Run(parsed, terminal, cancel))));
        return command;
    }

    static int Run(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        SnapshotChoices.Apply(parsed);
        string? path = parsed.GetValue(Out);
        bool edges = parsed.GetValue(Edges);
        if (edges && parsed.GetValue(Nodes))
            throw new UsageException("--nodes and --edges were both given: they are two tables, export one after the other");
        ExportFormat format = parsed.GetValue(Format) ?? (path?.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) == true ? ExportFormat.Csv : ExportFormat.Ndjson);
        if (path is not null)
            OutputFile.Check(path, parsed.GetValue(Force));
        var workflow = new ExportWorkflow(parsed.GetValue(ViewChoices.File)!, edges, format, terminal.Progress);
        if (path is null)
        {
            workflow.Run(terminal.OpenOutput, () => terminal.IsOutputBroken, cancel);
            return ExitCode.Done;
        }
        workflow.Run(() => OutputFile.Create(path, parsed.GetValue(Force)), () => false, cancel);
        terminal.Note($"wrote {path}");
        return ExitCode.Done;
    }
}
