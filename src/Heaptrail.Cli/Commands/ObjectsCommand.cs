using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail objects</c>: the objects of one class.</summary>
static class ObjectsCommand
{
    static readonly Argument<string> Class = new("class") { Description = "Name of the class, as 'summary' shows it" };
    static readonly Option<string?> At = new("--at") { Description = "Of several classes of that name, the one that is declared here", HelpName = "FILE:LINE:COLUMN" };
    static readonly Option<int> Top = ViewChoices.Top(30, "Objects to show");
    static readonly Option<ObjectSort> Sort = new Option<ObjectSort>("--sort") { Description = "What comes first: retained, shallow, distance or id", HelpName = "ORDER" }.AcceptOnlyFromAmong("retained", "shallow", "distance", "id");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("objects", "Shows the objects of a class", Class, At, Top, Sort).Shows(
            (parsed, progress, cancel) => new ObjectsWorkflow(parsed.GetValue(ViewChoices.File)!,
                new() { Class = parsed.GetValue(Class)!, At = parsed.GetValue(At), Sort = parsed.GetValue(Sort), Top = parsed.GetValue(Top) }, progress).Run(cancel),
            ObjectsText.Render);
}
