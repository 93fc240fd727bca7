using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Processes;

/// <summary>Recognises Node.js, the tools that only start other Node.js programs, and our own options by their names.</summary>
static partial class NodeNames
{
    /// <summary>Whether a path or command names Node.js: <c>node</c>, <c>nodejs</c>, <c>node20</c>, <c>node-v22.1</c>; not <c>node_exporter</c>.</summary>
    internal static bool IsNode(string? path) => path is not null && NodeName().IsMatch(Path.GetFileName(path));

    /// <summary>Whether a command line belongs to a tool that starts the user's program as a process of its own.</summary>
    internal static bool IsStarter(ImmutableArray<string> commandLine)
    {
        if (commandLine.IsEmpty)
            return false;
        // npm overwrites its command line with one string: "npm start".
        if (StarterName().IsMatch(Path.GetFileName(commandLine[0].Split(' ')[0])))
            return true;
        return ScriptOf(commandLine) is { } script && StarterScript().IsMatch(script);
    }

    /// <summary>The first word that is neither an option of node nor the value of one.</summary>
    static string? ScriptOf(ImmutableArray<string> commandLine)
    {
        for (int i = 1; i < commandLine.Length; i++)
        {
            if (commandLine[i] is "-r" or "--require" or "--import" or "--loader" or "--experimental-loader" or "-C" or "--conditions")
                i++;
            else if (!commandLine[i].StartsWith('-'))
                return commandLine[i];
        }
        return null;
    }

    /// <summary>Whether a word of a command line is an option that we inserted, or that cluster derived from it.</summary>
    internal static bool IsOurOption(string word) =>
        word == PublishOption || word.StartsWith("--inspect-port=", StringComparison.Ordinal) || (word.StartsWith("--inspect=127.0.0.1:", StringComparison.Ordinal) && word.Length > "--inspect=127.0.0.1:".Length);

    /// <summary>Keeps the inspector's address off the program's standard error; nothing else changes.</summary>
    internal const string PublishOption = "--inspect-publish-uid=http";

    [GeneratedRegex(@"^node(js)?([-.]?v?\d[\w.\-]*)?(\.exe)?$")]
    private static partial Regex NodeName();

    [GeneratedRegex(@"^(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)$")]
    private static partial Regex StarterName();

    [GeneratedRegex(@"(^|/)((npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack|nodemon|tsx|ts-node-dev|concurrently|cross-env|dotenv|nx|turbo)(-cli)?(\.[cm]?js)?$|(npm|yarn|pnpm|corepack|nodemon|tsx|concurrently|cross-env)/(dist|bin|lib)/)")]
    private static partial Regex StarterScript();
}
