using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail dominators</c>: what keeps the bytes alive, from the top down.</summary>
static class DominatorsCommand
{
    static readonly Argument<ObjectId> Id = ViewChoices.Object();
    static readonly Option<int> Depth = ViewChoices.Depth(2, "Levels to show; beyond them only the way to the accumulation point is");
    static readonly Option<int> Top = ViewChoices.Top(10, "Objects below one object to show");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Id.Arity = ArgumentArity.ZeroOrOne;
        return ViewChoices.Command("dominators", "Shows what an object, or the whole heap, keeps alive", Id, Depth, Top).Shows(
            (parsed, progress, cancel) => new DominatorsWorkflow(
                parsed.GetValue(ViewChoices.File)!, parsed.GetResult(Id) is { Tokens.Count: > 0 } ? parsed.GetValue(Id) : null,
                new() { Depth = parsed.GetValue(Depth), Top = parsed.GetValue(Top) }, progress).Run(cancel),
            DominatorsText.Render);
    }
}
