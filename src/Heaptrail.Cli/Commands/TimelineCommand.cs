using System.CommandLine;
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
    public static Command Create() =>
        ViewChoices.Command("timeline", "Shows when the objects that are alive were allocated, from a .heaptimeline", From, To, Top).Shows(
            (parsed, progress, cancel) => new TimelineWorkflow(parsed.GetValue(ViewChoices.File)!, Options(parsed), progress).Run(cancel),
            TimelineText.Render);

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

    static TimelineOptions Options(ParseResult parsed)
    {
        var options = new TimelineOptions { From = parsed.GetValue(From), To = parsed.GetValue(To), Top = parsed.GetValue(Top) };
        return options.From < options.To || options.From is null || options.To is null ? options : throw new UsageException("--from must be before --to");
    }
}
