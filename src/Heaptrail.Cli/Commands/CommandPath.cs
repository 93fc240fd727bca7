using System.CommandLine.Parsing;

namespace Heaptrail.Cli.Commands;

/// <summary>The words that lead to a command.</summary>
static class CommandPath
{
    /// <summary>The words behind <c>heaptrail</c>, each with a space before it: <c> core print</c>; empty for the program itself.</summary>
    public static string Of(CommandResult command)
    {
        string words = "";
        for (CommandResult? at = command; at?.Parent is CommandResult above; at = above)
            words = $" {at.Command.Name}{words}";
        return words;
    }
}
