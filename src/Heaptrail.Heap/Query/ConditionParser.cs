using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Heaptrail.Heap.Query;

/// <summary>Parses conditions by recursive descent: or, and, not, brackets, comparisons.</summary>
sealed class ConditionParser(TokenReader tokens, ExpressionParser expressions)
{
    const int DeepestNesting = 100;

    static readonly Dictionary<string, QueryOperator> operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["="] = QueryOperator.Equal,
        ["!="] = QueryOperator.NotEqual,
        ["<"] = QueryOperator.Less,
        ["<="] = QueryOperator.LessOrEqual,
        [">"] = QueryOperator.Greater,
        [">="] = QueryOperator.GreaterOrEqual,
        ["~"] = QueryOperator.Matches,
        ["!~"] = QueryOperator.NotMatches,
        ["contains"] = QueryOperator.Contains,
    };

    int depth;

    internal QueryCondition Parse()
    {
        if (++depth > DeepestNesting)
            throw new QuerySyntaxException($"the condition is nested more than {DeepestNesting} deep", tokens.Next.Range);
        var parts = ImmutableArray.CreateBuilder<QueryCondition>();
        do
            parts.Add(ParseAll());
        while (tokens.TakeWord("or"));
        depth--;
        return parts.Count == 1 ? parts[0] : new AnyCondition(parts.ToImmutable());
    }

    QueryCondition ParseAll()
    {
        var parts = ImmutableArray.CreateBuilder<QueryCondition>();
        do
            parts.Add(ParseOne());
        while (tokens.TakeWord("and"));
        return parts.Count == 1 ? parts[0] : new AllCondition(parts.ToImmutable());
    }

    QueryCondition ParseOne()
    {
        var isNot = false;
        while (tokens.TakeWord("not"))
            isNot = !isNot;
        QueryCondition condition = tokens.TakeSymbol("(") ? ParseInner() : tokens.Next.IsWord("has") ? ParseHas() : ParseComparison();
        return isNot ? new NotCondition(condition) : condition;
    }

    QueryCondition ParseInner()
    {
        QueryCondition inner = Parse();
        tokens.ExpectSymbol(")", "at the end of the condition in brackets");
        return inner;
    }

    HasCondition ParseHas()
    {
        QueryToken word = tokens.Take();
        if (expressions.Columns is not null)
            throw new QuerySyntaxException("'has' asks for a property of a node: it must stand before 'group by'", word.Range);
        if (expressions.IsOfEdges)
            throw new QuerySyntaxException("'has' asks for a property of a node, but the rows are edges: 'follow from' or 'follow to' goes to their nodes", word.Range);
        tokens.ExpectSymbol("(", "after has, as in has(.socket)");
        ImmutableArray<QueryStep> steps = expressions.ParsePath();
        tokens.ExpectSymbol(")", "after the property");
        return new(steps);
    }

    Comparison ParseComparison()
    {
        QueryExpression left = expressions.Parse();
        if (tokens.TakeWord("in"))
            return new(left, QueryOperator.Equal, ParseLiterals(left));
        if (!operators.TryGetValue(tokens.Next.Text, out QueryOperator comparison) || tokens.Next.Kind is not (QueryTokenKind.Symbol or QueryTokenKind.Word))
        {
            if (left.Unit == QueryUnit.Flag)
                return new(left, QueryOperator.Equal, [new(LiteralKind.Word, "true", 0, left.Range)]);
            throw tokens.Unexpected($"=, !=, <, <=, >, >=, ~, !~, contains or in after {left.Title}");
        }
        tokens.Take();
        QueryLiteral right = ParseLiteral(left);
        Check(left, comparison, right);
        return new(left, comparison, [right]);
    }

    ImmutableArray<QueryLiteral> ParseLiterals(QueryExpression left)
    {
        tokens.ExpectSymbol("(", "after in, as in class in (\"Map\", \"Set\")");
        var list = ImmutableArray.CreateBuilder<QueryLiteral>();
        do
        {
            list.Add(ParseLiteral(left));
            Check(left, QueryOperator.Equal, list[^1]);
        }
        while (tokens.TakeSymbol(","));
        tokens.ExpectSymbol(")", "after the last value");
        return list.ToImmutable();
    }

    QueryLiteral ParseLiteral(QueryExpression left)
    {
        QueryToken token = tokens.Next;
        LiteralKind? kind = token.Kind switch
        {
            QueryTokenKind.Text => LiteralKind.Text,
            QueryTokenKind.Number or QueryTokenKind.Id => LiteralKind.Number,
            QueryTokenKind.Word when token.Text is "true" or "false" or "null" or "undefined" => LiteralKind.Word,
            _ => null,
        };
        if (kind is not { } known)
        {
            string hint = token.Kind == QueryTokenKind.Word ? $"; a text stands in quotes: \"{token.Text}\"" : "";
            throw new QuerySyntaxException($"expected {Expected(left)}, found {token.Shown}{hint}", token.Range);
        }
        tokens.Take();
        return new(known, token.Text, token.Number, token.Range);
    }

    static void Check(QueryExpression left, QueryOperator comparison, QueryLiteral right)
    {
        bool fits = left.Unit switch
        {
            QueryUnit.Any => true,
            QueryUnit.Text => right.Kind == LiteralKind.Text,
            QueryUnit.Flag => right is { Kind: LiteralKind.Word, Text: "true" or "false" },
            QueryUnit.Node => right.Kind is LiteralKind.Text or LiteralKind.Number,
            _ => right.Kind == LiteralKind.Number,
        };
        if (!fits)
            throw new QuerySyntaxException($"{left.Title} is compared with {Expected(left)}", right.Range);
        bool isOrder = comparison is QueryOperator.Less or QueryOperator.LessOrEqual or QueryOperator.Greater or QueryOperator.GreaterOrEqual;
        bool isPattern = comparison is QueryOperator.Matches or QueryOperator.NotMatches or QueryOperator.Contains;
        if (isOrder && (right.Kind != LiteralKind.Number || left.Unit == QueryUnit.Node))
            throw new QuerySyntaxException("only numbers are less or greater", right.Range);
        if (isPattern && right.Kind != LiteralKind.Text)
            throw new QuerySyntaxException("expected a text in quotes to look for", right.Range);
        if (comparison is QueryOperator.Matches or QueryOperator.NotMatches)
            _ = PatternOf(right);
    }

    /// <summary>The regular expression of a text. It cannot be made to run for long: the engine does not backtrack.</summary>
    internal static Regex PatternOf(QueryLiteral literal)
    {
        try
        {
            return new(literal.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            throw new QuerySyntaxException("this is no regular expression: look for unclosed brackets, and put \\ before ( ) [ ] . * + ? that mean themselves", literal.Range);
        }
        catch (NotSupportedException)
        {
            throw new QuerySyntaxException("this regular expression looks ahead, behind or back at what it matched, which is not supported", literal.Range);
        }
    }

    static string Expected(QueryExpression left) => left.Unit switch
    {
        QueryUnit.Text => "a text in quotes",
        QueryUnit.Bytes => "a size such as 1MB or 64KiB",
        QueryUnit.Flag => "true or false",
        QueryUnit.Node => "an id such as @17, or a text in quotes",
        QueryUnit.Any => "a text in quotes, a number, true, false, null or undefined",
        _ => "a number",
    };
}
