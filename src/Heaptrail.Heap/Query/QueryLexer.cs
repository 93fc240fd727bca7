using System.Globalization;
using System.Text;

namespace Heaptrail.Heap.Query;

/// <summary>Cuts a query into words, texts, numbers, ids and symbols.</summary>
sealed class QueryLexer(string text)
{
    const int LongestQuery = 10_000;

    static readonly string[] symbols = ["!=", "<=", ">=", "!~", "|", ",", "(", ")", "[", "]", ".", "=", "<", ">", "~"];

    // What people who know other languages write, and how it is said here.
    static readonly Dictionary<string, string> habits = new()
    {
        ["=="] = "=",
        ["==="] = "=",
        ["!=="] = "!=",
        ["<>"] = "!=",
        ["&&"] = "and",
        ["||"] = "or",
        ["=~"] = "~",
        ["!"] = "not",
    };

    readonly List<QueryToken> tokens = [];
    int at;

    internal List<QueryToken> Run()
    {
        if (text.Length > LongestQuery)
            throw new QuerySyntaxException($"the query has {text.Length} characters, {LongestQuery} are allowed", new(0, 1));
        while (true)
        {
            int before = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            bool follows = at == before && tokens.Count > 0;
            if (at == text.Length)
            {
                tokens.Add(new(QueryTokenKind.End, "", 0, new(at, 0), false));
                return tokens;
            }
            tokens.Add(Next(follows));
        }
    }

    QueryToken Next(bool follows)
    {
        int start = at;
        char first = text[at];
        if (IsWordStart(first))
        {
            while (at < text.Length && IsWordPart(text[at]))
                at++;
            return new(QueryTokenKind.Word, text[start..at], 0, Since(start), follows);
        }
        if (char.IsAsciiDigit(first))
            return Number(start, follows);
        return first switch
        {
            '@' => Id(start, follows),
            '"' or '\'' => Text(start, first, follows),
            _ => Symbol(start, follows),
        };
    }

    QueryToken Symbol(int start, bool follows)
    {
        foreach (int length in (int[])[3, 2, 1])
        {
            if (start + length <= text.Length && habits.TryGetValue(text.Substring(start, length), out string? instead)
                && !(length == 1 && start + 1 < text.Length && text[start + 1] is '=' or '~'))
            {
                throw new QuerySyntaxException($"'{text.AsSpan(start, length)}' is written {instead} here", new(start, length));
            }
        }
        foreach (string symbol in symbols)
        {
            if (string.CompareOrdinal(text, start, symbol, 0, symbol.Length) != 0)
                continue;
            at += symbol.Length;
            return new(QueryTokenKind.Symbol, symbol, 0, Since(start), follows);
        }
        throw new QuerySyntaxException($"'{text[start]}' means nothing here", new(start, 1));
    }

    QueryToken Id(int start, bool follows)
    {
        at++;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (!long.TryParse(text.AsSpan(start + 1, at - start - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long id) || id > uint.MaxValue)
            throw new QuerySyntaxException("expected the id of an object behind @, as in @184213", Since(start));
        return new(QueryTokenKind.Id, text[start..at], id, Since(start), follows);
    }

    QueryToken Number(int start, bool follows)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_' || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
            at++;
        string digits = text[start..at].Replace("_", "", StringComparison.Ordinal);
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            throw new QuerySyntaxException($"'{digits}' is no number", Since(start));
        int end = at;
        while (at < text.Length && text[at] == ' ')
            at++;
        int unit = at;
        while (at < text.Length && IsWordPart(text[at]))
            at++;
        if (QueryUnits.BytesOf(text[unit..at]) is { } bytes)
            return new(QueryTokenKind.Number, text[start..at], Math.Round(number * bytes), Since(start), follows);
        if (unit == end && at > unit)
            throw new QuerySyntaxException($"'{text[unit..at]}' is no unit: expected {QueryUnits.All}", new(unit, at - unit));
        at = end;
        return new(QueryTokenKind.Number, text[start..at], number, Since(start), follows);
    }

    // Only what must be escaped is: \d and its like go on to the regular expression as they are.
    QueryToken Text(int start, char quote, bool follows)
    {
        var said = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            char next = at + 1 < text.Length ? text[at + 1] : '\0';
            bool isEscape = text[at] == '\\' && next is '"' or '\'' or '\\' && text[at] == '\\';
            said.Append(isEscape ? next : text[at]);
            at += isEscape ? 1 : 0;
        }
        if (at >= text.Length)
            throw new QuerySyntaxException($"the text has no end: expected {quote}", new(start, 1));
        at++;
        return new(QueryTokenKind.Text, said.ToString(), 0, Since(start), follows);
    }

    TextRange Since(int start) => new(start, at - start);

    static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$' or '#';

    static bool IsWordPart(char c) => IsWordStart(c) || char.IsDigit(c);
}
