using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Json;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Commands;

/// <summary>The options of commands that end in a report, and how the report reaches the user.</summary>
static class ReportChoices
{
    public static readonly Option<bool> Json = new("--json") { Description = "The report as one JSON object on standard output" };
    public static readonly Option<string?> Html = new("--html") { Description = "Also write the report as one self-contained HTML page", HelpName = "FILE" };
    public static readonly Option<bool> ShowValues = new("--show-values") { Description = "Put texts of strings into the page; without it only their lengths are there, since they may be secrets" };
    public static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --html" };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Json);
        command.Options.Add(Html);
        command.Options.Add(ShowValues);
        command.Options.Add(Force);
    }

    /// <summary>Refuses before any work what would fail after it.</summary>
    public static void Check(ParseResult parsed)
    {
        if (parsed.GetValue(Html) is { } path)
            OutputFile.Check(path, parsed.GetValue(Force));
    }

    /// <summary>Gives the report to the user. Returns the exit code.</summary>
    public static int Deliver(LeakReport report, ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        if (parsed.GetValue(Html) is { } path)
            PageFile.Write(path, report, new(parsed.GetValue(ShowValues), parsed.GetValue(Force)), terminal, cancel);
        if (parsed.GetValue(Json))
            terminal.Write(report, new JsonRenderer());
        else
            terminal.Write(report);
        return terminal.IsOutputBroken ? ExitCode.Done : ExitCodes.Of(report);
    }
}
