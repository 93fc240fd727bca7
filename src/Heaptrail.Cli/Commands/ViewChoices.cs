using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary>What the commands that look into one snapshot have in common: the file, and how the view reaches the user.</summary>
static class ViewChoices
{
    public static readonly Argument<string> File = new("file") { Description = "A .heapsnapshot file" };
    public static readonly Option<bool> Json = new("--json") { Description = "The result as one JSON object on standard output, sizes in bytes" };

    /// <summary>The option for how much is shown.</summary>
    public static Option<int> Top(int usual, string what)
    {
        Option<int> top = new("--top", "-n") { Description = what, HelpName = "N", DefaultValueFactory = _ => usual };
        top.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out int number) && number < 1)
                result.AddError($"{result.IdentifierToken?.Value ?? "--top"} must be 1 or more, not {number}");
        });
        return top;
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
        TerminalChoices.AddLookTo(command);
        return command;
    }

    /// <summary>Lets the command make a view and show it.</summary>
    public static Command Shows<T>(this Command command, Func<ParseResult, IProgressDisplay, CancellationToken, T> make, Func<T, TextStyle, string> render) where T : class
    {
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            T view = make(parsed, terminal.Progress, cancel);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : render(view, terminal.Style));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
