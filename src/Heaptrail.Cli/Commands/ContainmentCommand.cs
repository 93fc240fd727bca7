using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail containment</c>: from the roots downwards.</summary>
static class ContainmentCommand
{
    static readonly Argument<ObjectId> Id = ViewChoices.Object();
    static readonly Option<int> Depth = ViewChoices.Depth(1, "Levels to show");
    static readonly Option<int> Top = ViewChoices.Top(20, "Edges of one object to show");
    static readonly Option<int> Skip = ViewChoices.Skip("Edges of the object itself to leave out, to see those after them");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Id.Arity = ArgumentArity.ZeroOrOne;
        return ViewChoices.Command("containment", "Shows what an object, or the root, leads to", Id, Depth, Top, Skip).Shows(
            (parsed, progress, cancel) => new ContainmentWorkflow(
                parsed.GetValue(ViewChoices.File)!, parsed.GetResult(Id) is { Tokens.Count: > 0 } ? parsed.GetValue(Id) : null,
                new() { Depth = parsed.GetValue(Depth), Top = parsed.GetValue(Top), Skip = parsed.GetValue(Skip) }, progress).Run(cancel),
            ContainmentText.Render);
    }
}
