using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail timeline</c>: when the objects that are still alive were allocated, from a recording.</summary>
static class TimelineCommand
{
    static readonly Option<double?> From = Seconds("--from", "Beginning of a span of the recording, in seconds");
    static readonly Option<double?> To = Seconds("--to", "End of the span, in seconds");
    static readonly Option<int> Top = ViewChoices.Top(20, "Classes to show");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Command command = ViewChoices.Command("timeline", "Shows when the objects that are alive were allocated, from a .heaptimeline", From, To, Top).Shows(
            (parsed, progress, cancel) => new TimelineWorkflow(
                parsed.GetValue(ViewChoices.File)!, new() { From = parsed.GetValue(From), To = parsed.GetValue(To), Top = parsed.GetValue(Top) }, progress).Run(cancel),
            TimelineText.Render);
        command.Validators.Add(RequireOrder);
        return command;
    }

    static Option<double?> Seconds(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "SECONDS",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
                return seconds;
            result.AddError($"{name} must be a number of seconds such as 1.5, not '{text}'");
            return null;
        },
    };

    static void RequireOrder(CommandResult result)
    {
        if (result.Errors.Any() || result.GetValue(From) is not { } from || result.GetValue(To) is not { } to || from < to)
            return;
        result.AddError("--from must be before --to");
    }
}
