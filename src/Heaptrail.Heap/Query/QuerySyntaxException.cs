namespace Heaptrail.Heap.Query;

/// <summary>A query that does not follow the grammar, or asks for something that does not exist.</summary>
public sealed class QuerySyntaxException : Exception
{
    internal QuerySyntaxException(string message, TextRange range)
        : base(message) => (Start, Length) = (range.Start, range.Length);

    /// <summary>Where the trouble begins, in UTF-16 units from the start of the query.</summary>
    public int Start { get; }

    /// <summary>How many units it spans; 0 at the end of the query.</summary>
    public int Length { get; }
}

/// <summary>A part of the query's text.</summary>
readonly record struct TextRange(int Start, int Length)
{
    internal int End => Start + Length;

    internal TextRange To(TextRange last) => new(Start, last.End - Start);
}
