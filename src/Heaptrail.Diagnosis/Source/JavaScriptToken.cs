namespace Heaptrail.Diagnosis.Source;

/// <summary>What a token is.</summary>
enum TokenKind : byte
{
    Word,
    Number,
    Text,
    Pattern,
    Punctuation,
}

/// <summary>One token of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="AfterLineBreak">Whether a line break stands before it.</param>
readonly record struct JavaScriptToken(TokenKind Kind, int Start, int Length, bool AfterLineBreak);
