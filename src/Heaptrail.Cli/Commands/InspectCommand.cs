using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail inspect</c>: everything about an object.</summary>
static class InspectCommand
{
    static readonly Argument<ObjectId[]> Ids = ViewChoices.Objects();
    static readonly Option<int> Top = ViewChoices.Top(20, "Fields of each kind to show");
    static readonly Option<bool> All = new("--all") { Description = "Also what every object has: its shape, stores, code, accessor pairs" };

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("inspect", "Shows everything about an object: what is in it, what holds it, where it is declared", Ids, Top, All).Shows(
            (parsed, progress, cancel) => new InspectWorkflow(
                parsed.GetValue(ViewChoices.File)!, parsed.GetValue(Ids)!, new() { Top = parsed.GetValue(Top), WithMachinery = parsed.GetValue(All) }, progress).Run(cancel),
            InspectText.Render);
}
