using System.Collections.Immutable;

namespace Heaptrail.Heap.Query;

/// <summary>Parses a whole query: where the rows come from, and what is done with them.</summary>
sealed class QueryParser
{
    static readonly string[] stageNames = ["where", "follow", "group by", "sort by", "top", "select", "distinct", "count"];

    readonly TokenReader tokens;
    readonly ExpressionParser expressions;

    QueryParser(string text)
    {
        tokens = new(new QueryLexer(text).Run());
        expressions = new(tokens);
    }

    internal static (QuerySource Source, ImmutableArray<QueryStage> Stages) Parse(string text) => new QueryParser(text).Run();

    (QuerySource Source, ImmutableArray<QueryStage> Stages) Run()
    {
        QuerySource source = ParseSource();
        expressions.IsOfEdges = source.IsEdges;
        var stages = ImmutableArray.CreateBuilder<QueryStage>();
        // "nodes where …" reads better than "nodes | where …": the first bar may be left out.
        if (tokens.Next.Kind != QueryTokenKind.End && !tokens.TakeSymbol("|") && !IsStage)
            throw tokens.Unexpected($"where, or | and one of {string.Join(", ", stageNames)}");
        while (tokens.Next.Kind != QueryTokenKind.End || tokens.IsAfter("|"))
        {
            ParseStage(stages);
            if (tokens.Next.Kind != QueryTokenKind.End)
                tokens.ExpectSymbol("|", "before the next step");
        }
        return (source, stages.ToImmutable());
    }

    bool IsStage => tokens.Next.Kind == QueryTokenKind.Word && stageNames.Any(name => tokens.Next.IsWord(name.Split(' ')[0]));

    QuerySource ParseSource()
    {
        if (tokens.TakeWord("nodes"))
            return new(false, []);
        if (tokens.TakeWord("edges"))
            return new(true, []);
        var ids = ImmutableArray.CreateBuilder<(long Id, TextRange Range)>();
        do
        {
            if (tokens.Next.Kind != QueryTokenKind.Id)
                throw tokens.Unexpected("'nodes', 'edges' or the id of an object such as @17");
            QueryToken id = tokens.Take();
            ids.Add(((long)id.Number, id.Range));
        }
        while (tokens.TakeSymbol(","));
        return new(false, ids.ToImmutable());
    }

    void ParseStage(ImmutableArray<QueryStage>.Builder stages)
    {
        QueryToken word = tokens.Next;
        if (tokens.TakeWord("where"))
            stages.Add(new WhereStage(new ConditionParser(tokens, expressions).Parse()));
        else if (tokens.TakeWord("follow"))
            stages.Add(OfNodes(word, expressions.IsOfEdges ? ParseFollowOfEdges() : ParseFollow()));
        else if (tokens.TakeWord("group"))
            stages.Add(OfNodes(word, ParseGroup()));
        else if (tokens.TakeWord("sort"))
            stages.Add(ParseSort());
        else if (tokens.TakeWord("top"))
            ParseTop(stages);
        else if (tokens.TakeWord("select"))
            stages.Add(new SelectStage(expressions.ParseList()));
        else if (tokens.TakeWord("distinct"))
            stages.Add(new DistinctStage(tokens.Next.Kind == QueryTokenKind.End || tokens.Next.IsSymbol("|") ? [] : expressions.ParseList()));
        else if (tokens.TakeWord("count"))
            stages.Add(ParseCount());
        else
            throw new QuerySyntaxException(word.Kind == QueryTokenKind.Word && Suggestion.For(word.Text, stageNames) is { Length: > 0 } meant
                ? $"there is no step '{word.Text}'{meant}" : $"expected a step ({string.Join(", ", stageNames)}), found {word.Shown}", word.Range);
    }

    QueryStage OfNodes(QueryToken word, QueryStage stage) => stage is GroupStage || expressions.Columns is null ? stage
        : throw new QuerySyntaxException($"'{word.Text}' needs nodes, but after 'group by' or 'count' the rows are groups of them", word.Range);

    FollowStage ParseFollow()
    {
        (string Word, FollowTarget Target, QueryStep[] Steps)[] targets =
        [
            ("edges", FollowTarget.Edges, []), ("retainers", FollowTarget.Retainers, []), ("dominated", FollowTarget.Dominated, []),
            ("dominators", FollowTarget.Dominators, []), ("dominator", FollowTarget.Path, [new DominatorStep()]), ("holder", FollowTarget.Path, [new HolderStep()]),
        ];
        foreach ((string word, FollowTarget target, QueryStep[] steps) in targets)
        {
            if (tokens.TakeWord(word))
                return new(target, [.. steps]);
        }
        if (tokens.Next.Kind == QueryTokenKind.Word)
            throw tokens.Unexpected($"{string.Join(", ", targets.Select(t => t.Word))}, or a property with its dot (.{tokens.Next.Text}), after follow");
        return new(FollowTarget.Path, expressions.ParsePath());
    }

    FollowStage ParseFollowOfEdges()
    {
        FollowTarget? end = tokens.TakeWord("from") ? FollowTarget.From : tokens.TakeWord("to") ? FollowTarget.To : null;
        if (end is not { } target)
            throw tokens.Unexpected("from or to, the nodes at the ends of the edges, after follow");
        // Before 'group by', that is: only nodes or edges can be followed.
        expressions.IsOfEdges = expressions.Columns is not null;
        return new(target, []);
    }

    GroupStage ParseGroup()
    {
        if (expressions.Columns is not null)
            throw new QuerySyntaxException("the rows are groups already: put all fields behind one 'group by'", tokens.Last);
        tokens.ExpectWord("by", "after group");
        ImmutableArray<QueryExpression> keys = expressions.ParseList();
        expressions.Columns = [.. keys.Select((key, i) => new ColumnExpression(i, key.Title, key.Unit, key.Range)), .. SumsFrom(keys.Length)];
        return new(keys);
    }

    CountStage ParseCount()
    {
        expressions.Columns = expressions.Columns is null ? SumsFrom(0) : [SumsFrom(0)[0]];
        return new();
    }

    ImmutableArray<ColumnExpression> SumsFrom(int first) => ColumnExpression.SumsFrom(first, expressions.IsOfEdges);

    SortStage ParseSort()
    {
        tokens.ExpectWord("by", "after sort");
        return ParseKeys();
    }

    SortStage ParseKeys()
    {
        var keys = ImmutableArray.CreateBuilder<SortKey>();
        do
        {
            QueryExpression by = expressions.Parse();
            bool isText = by.Unit is QueryUnit.Text or QueryUnit.Node or QueryUnit.Id;
            bool ascending = tokens.TakeWord("asc") || (!tokens.TakeWord("desc") && isText);
            keys.Add(new(by, !ascending));
        }
        while (tokens.TakeSymbol(","));
        return new(keys.ToImmutable());
    }

    void ParseTop(ImmutableArray<QueryStage>.Builder stages)
    {
        QueryToken number = tokens.Next;
        if (number.Kind != QueryTokenKind.Number || number.Number < 1 || number.Number > int.MaxValue || number.Number != Math.Floor(number.Number))
            throw tokens.Unexpected("a number of rows, 1 or more, after top");
        tokens.Take();
        if (tokens.TakeWord("by"))
            stages.Add(ParseKeys());
        stages.Add(new TopStage((int)number.Number));
    }
}
