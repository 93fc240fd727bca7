using System.CommandLine;
using Heaptrail.Heap.Saving;

namespace Heaptrail.Cli.Commands;

/// <summary>
/// How the snapshots of a run are read. It belongs to the run, not to one of its files, so it is set once and asked for where files are
/// opened: no workflow has to hand it on.
/// </summary>
static class SnapshotChoices
{
    static readonly AsyncLocal<Choices?> current = new();

    public static readonly Option<bool> Salvage = new("--salvage") { Description = "Read what is left of a snapshot that is cut off" };
    public static readonly Option<bool> NoIndex = new("--no-index") { Description = "Neither use nor save an index beside a large snapshot" };

    /// <summary>Whether what is left of a file that is cut off shall be read.</summary>
    public static bool Salvages => current.Value is { Salvages: true };

    /// <summary>Whether the command of this run has the option to salvage, and it was not given.</summary>
    public static bool AreOffered => current.Value is { Salvages: false };

    /// <summary>What becomes of saved indices.</summary>
    public static IndexUse Index => current.Value?.Index ?? IndexUse.None;

    /// <summary>Adds them to a command that shows one snapshot.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Salvage);
        command.Options.Add(NoIndex);
    }

    /// <summary>Sets them for this run.</summary>
    public static void Apply(ParseResult parsed) =>
        current.Value = new(parsed.GetValue(Salvage), parsed.GetValue(NoIndex) ? IndexUse.None : IndexUse.Auto);

    /// <summary>Sees to it that indices are built again in this run.</summary>
    public static void RenewIndex() => current.Value = current.Value! with { Index = IndexUse.Renew };

    sealed record Choices(bool Salvages, IndexUse Index);
}
