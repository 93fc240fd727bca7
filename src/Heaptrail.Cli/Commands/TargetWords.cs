using System.CommandLine;
using System.CommandLine.Parsing;

namespace Heaptrail.Cli.Commands;

/// <summary>The one grammar of targets: a command after --, or one word that names a running process.</summary>
static class TargetWords
{
    /// <summary>What the user named: the command that starts a program, or a running process; neither when there is no word.</summary>
    /// <exception cref="UsageException">The words are neither, or both were given.</exception>
    public static (string[] Command, string? Attach) Read(ParseResult parsed, Argument<string[]> words, int? pid)
    {
        string[] target = parsed.GetValue(words) ?? [];
        if (pid is not null && target.Length > 0)
            throw new UsageException("--pid and a target were both given: give one of them");
        if (pid is { } running)
            return ([], $"{running}");
        return IsAttach(target, parsed.Tokens) ? ([], target[0]) : (target, null);
    }

    /// <summary>Whether the words name a running process and do not start one.</summary>
    /// <exception cref="UsageException">They do neither.</exception>
    static bool IsAttach(string[] words, IReadOnlyList<Token> tokens)
    {
        IEnumerable<Token> before = tokens.TakeWhile(t => t.Type != TokenType.DoubleDash);
        if (before.FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith('-')) is { } unknown)
            throw new UsageException($"there is no option {unknown.Value}");
        if (words.Length == 0 || tokens.Any(t => t.Type == TokenType.DoubleDash))
            return false;
        if (words.Length == 1 && IsAddress(words[0]))
            return true;
        throw new UsageException($"'{words[0]}' is no running process (a pid, :PORT, HOST:PORT or ws://…); to start a program put -- before its command");
    }

    static bool IsAddress(string word) =>
        int.TryParse(word, out int pid) ? pid > 0
        : word.StartsWith("ws://", StringComparison.Ordinal) || (word.LastIndexOf(':') is >= 0 and var colon && ushort.TryParse(word.AsSpan(colon + 1), out _));
}
