using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Heaptrail.Heap.Query;

/// <summary>A test of texts against one literal: equal, matches a regular expression, contains.</summary>
sealed class TextTest
{
    readonly QueryOperator comparison;
    readonly string text;
    readonly byte[] utf8;
    readonly Regex? pattern;

    internal TextTest(QueryOperator comparison, QueryLiteral literal)
    {
        this.comparison = comparison;
        text = literal.Text;
        utf8 = Encoding.UTF8.GetBytes(text);
        pattern = comparison == QueryOperator.Matches ? ConditionParser.PatternOf(literal) : null;
    }

    internal bool Holds(ReadOnlySpan<char> value) => comparison switch
    {
        QueryOperator.Equal => value.SequenceEqual(text),
        QueryOperator.Matches => pattern!.IsMatch(value),
        QueryOperator.Contains => value.Contains(text, StringComparison.OrdinalIgnoreCase),
        _ => throw new InvalidOperationException(comparison.ToString()),
    };

    /// <summary>The same for a string of a snapshot as the file has it; most have no escapes and need no <see cref="string"/>.</summary>
    internal bool Holds(Graph.StringTable strings, int index)
    {
        ReadOnlySpan<byte> raw = strings.Raw(index);
        if (raw.Contains((byte)'\\'))
            return Holds(strings[index]);
        if (comparison == QueryOperator.Equal)
            return raw.SequenceEqual(utf8);
        char[]? rented = null;
        Span<char> chars = raw.Length <= 1024 ? stackalloc char[1024] : rented = ArrayPool<char>.Shared.Rent(raw.Length);
        bool holds = Holds(chars[..Encoding.UTF8.GetChars(raw, chars)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return holds;
    }
}
