using System.CommandLine;

namespace Heaptrail.Cli.Commands;

/// <summary>
/// How the snapshots of a run are read. It belongs to the run, not to one of its files, so it is set once and asked for where files are
/// opened: no workflow has to hand it on.
/// </summary>
static class SnapshotChoices
{
    static readonly AsyncLocal<bool?> salvages = new();

    public static readonly Option<bool> Salvage = new("--salvage") { Description = "Read what is left of a snapshot that is cut off" };

    /// <summary>Whether what is left of a file that is cut off shall be read.</summary>
    public static bool Salvages => salvages.Value == true;

    /// <summary>Whether the command of this run has the option, and it was not given.</summary>
    public static bool AreOffered => salvages.Value == false;

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command) => command.Options.Add(Salvage);

    /// <summary>Sets them for this run.</summary>
    public static void Apply(ParseResult parsed) => salvages.Value = parsed.GetValue(Salvage);
}
