using System.CommandLine;
using System.CommandLine.Parsing;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary>What the commands that look into one snapshot have in common: the file, and how the view reaches the user.</summary>
static class ViewChoices
{
    const int DeepestTree = 100;

    public static readonly Argument<string> File = new("file") { Description = "A .heapsnapshot file, also compressed (gzip, zstd); - reads standard input" };
    public static readonly Option<bool> Json = new("--json") { Description = "The result as one JSON object on standard output, sizes in bytes" };

    /// <summary>The object to look at.</summary>
    public static Argument<ObjectId> Object() => new("id")
    {
        Description = "The object: its id, with or without @ before it",
        HelpName = "@ID",
        CustomParser = result => Read(result, result.Tokens[0]),
    };

    /// <summary>The objects to look at, one or more.</summary>
    public static Argument<ObjectId[]> Objects() => new("ids")
    {
        Description = "The objects: their ids, with or without @ before them",
        HelpName = "@ID",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Read(result, token))],
    };

    static ObjectId Read(ArgumentResult result, Token token)
    {
        if (!ObjectId.TryParse(token.Value, out ObjectId id))
            result.AddError($"'{token.Value}' is no id of an object: expected a number, as in @184213");
        return id;
    }

    /// <summary>The option for how much is shown.</summary>
    public static Option<int> Top(int usual, string what)
    {
        Option<int> top = new("--top", "-n") { Description = what, HelpName = "N", DefaultValueFactory = _ => usual };
        top.Validators.Add(result => RequireRange(result, int.MaxValue));
        return top;
    }

    /// <summary>The option for how much of a long list is left out at its start.</summary>
    public static Option<int> Skip(string what)
    {
        Option<int> skip = new("--skip") { Description = what, HelpName = "N" };
        skip.Validators.Add(result => RequireRange(result, int.MaxValue, least: 0));
        return skip;
    }

    /// <summary>The option for how many levels of a tree are shown.</summary>
    public static Option<int> Depth(int usual, string what)
    {
        Option<int> depth = new("--depth") { Description = what, HelpName = "N", DefaultValueFactory = _ => usual };
        depth.Validators.Add(result => RequireRange(result, DeepestTree));
        return depth;
    }

    /// <summary>The option that leaves small things out.</summary>
    public static Option<long> MinBytes(string what)
    {
        Option<long> least = new("--min-bytes") { Description = what, HelpName = "BYTES" };
        least.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && long.TryParse(token.Value, out long number) && number < 0)
                result.AddError($"--min-bytes must be 0 or more, not {number}");
        });
        return least;
    }

    static void RequireRange(OptionResult result, int most, int least = 1)
    {
        if (result.Tokens is not [{ } token] || !int.TryParse(token.Value, out int number) || (number >= least && number <= most))
            return;
        string range = number < least ? $"{least} or more" : $"{most} or less";
        result.AddError($"{result.IdentifierToken?.Value ?? result.Option.Name} must be {range}, not {number}");
    }

    /// <summary>A command with the options that all of them have.</summary>
    public static Command Command(string name, string description, params ReadOnlySpan<Symbol> own)
    {
        var command = new Command(name, description) { File };
        foreach (Symbol symbol in own)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        command.Options.Add(Json);
        SnapshotChoices.AddTo(command);
        TerminalChoices.AddLookTo(command);
        return command;
    }

    /// <summary>
    /// Makes a view with the choices of the command line. Damage in a saved index shows when the damaged part is needed; nothing is
    /// printed by then, so the command starts over.
    /// </summary>
    public static T Make<T>(ParseResult parsed, UserTerminal terminal, Func<ParseResult, IProgressDisplay, CancellationToken, T> make, CancellationToken cancel)
    {
        SnapshotChoices.Apply(parsed);
        try
        {
            return make(parsed, terminal.Progress, cancel);
        }
        catch (Exception e) when (IndexDamage.In(e) is { } damage)
        {
            terminal.Note($"{damage.Message}: it is built again");
            SnapshotChoices.RenewIndex();
            return make(parsed, terminal.Progress, cancel);
        }
    }

    /// <summary>Lets the command make a view and show it.</summary>
    public static Command Shows<T>(this Command command, Func<ParseResult, IProgressDisplay, CancellationToken, T> make, Func<T, TextStyle, string> render) where T : class
    {
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            T view = Make(parsed, terminal, make, cancel);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : render(view, terminal.Style));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
