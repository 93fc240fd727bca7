namespace Heaptrail.Heap.Query;

enum QueryTokenKind
{
    Word,
    Text,
    Number,
    Id,
    Symbol,
    End,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word or symbol as written; of a text what it says, without quotes and escapes.</param>
/// <param name="Number">The number in bytes where it has a unit; the digits of an id.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Follows">Whether it follows the piece before it without a space.</param>
readonly record struct QueryToken(QueryTokenKind Kind, string Text, double Number, TextRange Range, bool Follows)
{
    internal bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Text == symbol;

    internal bool IsWord(string word) => Kind == QueryTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The piece in an error message.</summary>
    internal string Shown => Kind switch
    {
        QueryTokenKind.End => "the end of the query",
        QueryTokenKind.Text => $"the text \"{(Text.Length > 30 ? Text[..30] + "…" : Text)}\"",
        _ => $"'{Text}'",
    };
}
