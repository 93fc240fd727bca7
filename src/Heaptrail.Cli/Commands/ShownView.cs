using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary>A view of any kind with its two forms: for commands that show one of several.</summary>
/// <param name="Json">The view as JSON.</param>
/// <param name="Text">The view as text.</param>
sealed record ShownView(Func<string> Json, Func<TextStyle, string> Text)
{
    public static ShownView Of<T>(T view, Func<T, TextStyle, string> render) where T : class => new(() => ViewJson.Text(view), style => render(view, style));
}

/// <summary>Connects commands with such views.</summary>
static class ShownViews
{
    /// <summary>Lets the command make one of its views and show it.</summary>
    public static Command ShowsOneOf(this Command command, Func<ParseResult, IProgressDisplay, CancellationToken, ShownView> make)
    {
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            ShownView view = ViewChoices.Make(parsed, terminal, make, cancel);
            terminal.Write(parsed.GetValue(ViewChoices.Json) ? view.Json() : view.Text(terminal.Style));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
