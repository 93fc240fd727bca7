namespace Heaptrail.Heap.Query;

/// <summary>The pieces of a query, one after the other.</summary>
sealed class TokenReader(List<QueryToken> tokens)
{
    int at;

    internal QueryToken Next => tokens[at];

    internal TextRange Last => at > 0 ? tokens[at - 1].Range : default;

    internal bool IsAfter(string symbol) => at > 0 && tokens[at - 1].IsSymbol(symbol);

    internal QueryToken Take()
    {
        QueryToken token = tokens[at];
        if (token.Kind != QueryTokenKind.End)
            at++;
        return token;
    }

    internal bool TakeSymbol(string symbol) => Next.IsSymbol(symbol) && Taken();

    internal bool TakeWord(string word) => Next.IsWord(word) && Taken();

    internal void ExpectSymbol(string symbol, string why)
    {
        if (!TakeSymbol(symbol))
            throw Unexpected($"'{symbol}' {why}");
    }

    internal void ExpectWord(string word, string why)
    {
        if (!TakeWord(word))
            throw Unexpected($"'{word}' {why}");
    }

    /// <summary>The error for a piece that does not fit.</summary>
    internal QuerySyntaxException Unexpected(string expected) => new($"expected {expected}, found {Next.Shown}", Next.Range);

    bool Taken()
    {
        at++;
        return true;
    }
}
