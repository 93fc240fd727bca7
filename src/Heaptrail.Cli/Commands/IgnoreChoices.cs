using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Commands;

/// <summary>The options that say which findings are known and to be passed over.</summary>
static class IgnoreChoices
{
    static readonly Option<string[]> Ignore = new("--ignore") { Description = "Pass over the finding with this fingerprint; may be given several times", HelpName = "FINGERPRINT" };
    static readonly Option<string?> Config = new("--config") { Description = "The file with ignored findings and their reasons. Default: heaptrail.json here or in a folder above", HelpName = "FILE" };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Ignore);
        command.Options.Add(Config);
    }

    /// <summary>The list, from the command line and the file.</summary>
    /// <exception cref="UsageException">The file is not as it should be.</exception>
    public static IgnoreList Read(ParseResult parsed)
    {
        string? file = parsed.GetValue(Config) ?? ProjectConfig.FindUpwards(Environment.CurrentDirectory);
        var reasons = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string fingerprint in parsed.GetValue(Ignore) ?? [])
            reasons[fingerprint] = null;
        if (file is null)
            return new(reasons, null);
        foreach ((string fingerprint, string reason) in ProjectConfig.ReadIgnored(file))
            reasons[fingerprint] = reason;
        return new(reasons, ProgramSources.Shown(Path.GetFullPath(file)));
    }

    /// <summary>Says which entries no finding has.</summary>
    public static void Mention(IgnoreList ignored, LeakReport report, UserTerminal terminal)
    {
        foreach (string line in ignored.Unmatched(report.Findings))
            terminal.Note(line);
    }
}
