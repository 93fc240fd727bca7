using System.CommandLine.Parsing;

namespace Heaptrail.Cli.Commands;

/// <summary>The one grammar of targets: a command after --, or one word that names a running process.</summary>
static class TargetWords
{
    /// <summary>Whether the words name a running process and do not start one.</summary>
    /// <exception cref="UsageException">They do neither.</exception>
    public static bool IsAttach(string[] words, IReadOnlyList<Token> tokens)
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
