using System.CommandLine;
using Heaptrail.Cli.Terminal;

namespace Heaptrail.Cli.Commands;

/// <summary>The options that every command has: how the result looks.</summary>
static class TerminalChoices
{
    public static readonly Option<ColorMode> Color = new("--color") { Description = "Colours: auto, always or never", HelpName = "WHEN", DefaultValueFactory = _ => ColorMode.Auto };
    public static readonly Option<bool> NoProgress = new("--no-progress", "-q") { Description = "No progress on standard error" };
    public static readonly Option<int> Top = new("--top") { Description = "Findings to show in full", HelpName = "N", DefaultValueFactory = _ => 5 };
    public static readonly Option<bool> All = new("--all") { Description = "Show everything that grew and is no leak" };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        AddLookTo(command);
        command.Options.Add(Top);
        command.Options.Add(All);
    }

    /// <summary>Adds those that concern colours and progress only.</summary>
    public static void AddLookTo(Command command)
    {
        command.Options.Add(Color);
        command.Options.Add(NoProgress);
    }

    /// <summary>Reads them.</summary>
    public static TerminalOptions Read(ParseResult parsed) => new()
    {
        Color = parsed.GetValue(Color),
        HideProgress = parsed.GetValue(NoProgress),
        Top = parsed.GetValue(Top),
        ShowAll = parsed.GetValue(All),
    };
}
