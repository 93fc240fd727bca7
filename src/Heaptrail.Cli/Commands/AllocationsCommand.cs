using System.CommandLine;
using System.CommandLine.Parsing;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail allocations</c>: where memory was allocated, from a recording.</summary>
static class AllocationsCommand
{
    static readonly Option<AllocationsBy> By = new Option<AllocationsBy>("--by") { Description = "What the rows are: function, tree (calls from the outermost down), callers (functions, below each those that called it) or stacks (folded stacks, for flamegraph tools and speedscope)", HelpName = "VIEW" }.AcceptOnlyFromAmong("function", "tree", "callers", "stacks");
    static readonly Option<ObjectId?> Object = new("--object") { Description = "The stack under which one object was allocated", HelpName = "@ID", CustomParser = ParseId };
    static readonly Option<long?> From = Sample("--from", "Of a sampling profile, the number of the first sample that counts");
    static readonly Option<long?> To = Sample("--to", "The number of the last sample that counts");
    static readonly Option<int> Top = ViewChoices.Top(20, "Functions, or calls below one function, to show; of stacks all are");
    static readonly Option<int> Depth = ViewChoices.Depth(4, "Levels of a tree on which all calls are shown; beyond them only the greatest is followed");
    static readonly Option<AllocationSort> Sort = new Option<AllocationSort>("--sort") { Description = "What comes first in a list: self (what functions allocated themselves) or total (with all that they called)", HelpName = "ORDER" }.AcceptOnlyFromAmong("self", "total");
    static readonly Option<string?> Filter = new("--filter") { Description = "Only functions with this in their name or file, in any case", HelpName = "TEXT" };
    static readonly Option<string?> Focus = new("--focus") { Description = "Count only what these functions allocate, and what they call", HelpName = "TEXT" };
    static readonly Option<string?> Exclude = new("--exclude") { Description = "Leave these functions out: what they allocate counts to their callers", HelpName = "TEXT" };

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("allocations", "Shows where memory was allocated, from a .heaptimeline with stacks or a .heapprofile", By, Object, From, To, Top, Depth, Sort, Filter, Focus, Exclude).Shows(
            (parsed, progress, cancel) => new AllocationsWorkflow(parsed.GetValue(ViewChoices.File)!, Options(parsed), progress).Run(cancel),
            AllocationsText.Render);

    static ObjectId? ParseId(ArgumentResult result)
    {
        if (ObjectId.TryParse(result.Tokens[0].Value, out ObjectId id))
            return id;
        result.AddError($"'{result.Tokens[0].Value}' is no id of an object: expected a number, as in @184213");
        return null;
    }

    static Option<long?> Sample(string name, string what)
    {
        Option<long?> sample = new(name) { Description = what, HelpName = "NUMBER" };
        sample.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && long.TryParse(token.Value, out long number) && number < 0)
                result.AddError($"{name} must be the number of a sample, 0 or more, not {number}");
        });
        return sample;
    }

    static AllocationsOptions Options(ParseResult parsed) => new()
    {
        By = parsed.GetValue(By),
        Object = parsed.GetValue(Object),
        From = parsed.GetValue(From),
        To = parsed.GetValue(To) >= parsed.GetValue(From) || parsed.GetValue(To) is null || parsed.GetValue(From) is null ? parsed.GetValue(To) : throw new UsageException("--from must not be greater than --to"),
        // A flame chart without its small stacks is wrong, so all are written unless somebody says how many.
        Top = parsed.GetValue(By) == AllocationsBy.Stacks && parsed.GetResult(Top) is null or { Implicit: true } ? int.MaxValue : parsed.GetValue(Top),
        Depth = parsed.GetValue(Depth),
        Sort = parsed.GetValue(Sort),
        Filter = parsed.GetValue(Filter),
        Focus = parsed.GetValue(Focus),
        Exclude = parsed.GetValue(Exclude),
    };
}
