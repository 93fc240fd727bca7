using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail dominators</c>: what keeps the bytes alive, from the top down, at the points where they gather, or by class.</summary>
static class DominatorsCommand
{
    static readonly Argument<ObjectId> Id = ViewChoices.Object();
    static readonly Option<int> Depth = ViewChoices.Depth(2, "Levels to show; beyond them only the way to the accumulation point is");
    static readonly Option<int> Top = ViewChoices.Top(10, "Objects below one object to show; with --big-drops objects, with --class classes");
    static readonly Option<bool> Drops = new("--big-drops") { Description = "Where bytes gather: objects that retain much more than the largest object below them" };
    static readonly Option<long?> Least = ByteSizes.Option("--min-bytes", "Smallest drop that --big-drops shows, usually a hundredth of the heap");
    static readonly Option<string?> Class = ObjectChoices.Class("What owns the objects of a class, by class");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Id.Arity = ArgumentArity.ZeroOrOne;
        return ViewChoices.Command("dominators", "Shows what an object, or the whole heap, keeps alive", Id, Depth, Top, Drops, Least, Class).ShowsOneOf(Show);
    }

    static ShownView Show(ParseResult parsed, IProgressDisplay progress, CancellationToken cancel)
    {
        string file = parsed.GetValue(ViewChoices.File)!;
        bool hasId = parsed.GetResult(Id) is { Tokens.Count: > 0 };
        int top = parsed.GetValue(Top);
        if ((hasId ? 1 : 0) + (parsed.GetValue(Drops) ? 1 : 0) + (parsed.GetValue(Class) is null ? 0 : 1) > 1)
            throw new UsageException("an object, --big-drops and --class do not go together: choose one");
        if (parsed.GetValue(Drops))
            return ShownView.Of(new DominatorDropsWorkflow(file, parsed.GetValue(Least), top, progress).Run(cancel), DominatorDropsText.Render);
        if (parsed.GetValue(Class) is { } name)
            return ShownView.Of(new ClassDominatorsWorkflow(file, name, top, progress).Run(cancel), ClassDominatorsText.Render);
        return ShownView.Of(
            new DominatorsWorkflow(file, hasId ? parsed.GetValue(Id) : null, new() { Depth = parsed.GetValue(Depth), Top = top }, progress).Run(cancel),
            DominatorsText.Render);
    }
}
