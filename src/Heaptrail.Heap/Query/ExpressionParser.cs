using System.Collections.Immutable;

namespace Heaptrail.Heap.Query;

/// <summary>Parses the values of rows: <c>class</c>, <c>.status</c>, <c>retained(.cache)</c>, <c>dominator.class</c>, columns of a group.</summary>
sealed partial class ExpressionParser(TokenReader tokens)
{
    /// <summary>The columns of the rows; <see langword="null"/> while the rows are nodes.</summary>
    internal ImmutableArray<ColumnExpression>? Columns { get; set; }

    internal QueryExpression Parse()
    {
        QueryExpression parsed = IsOfEdges ? ParseOfEdge() : ParseOfNode();
        if (Columns is not { } columns)
            return parsed;
        foreach (ColumnExpression column in columns)
        {
            if (column.Title == parsed.Title)
                return column with { Range = parsed.Range };
        }
        throw new QuerySyntaxException(
            $"after 'group by' a row has the columns {string.Join(", ", columns.Select(c => c.Title))}, and no {parsed.Title}", parsed.Range);
    }

    internal ImmutableArray<QueryExpression> ParseList()
    {
        var list = ImmutableArray.CreateBuilder<QueryExpression>();
        do
            list.Add(Parse());
        while (tokens.TakeSymbol(","));
        return list.ToImmutable();
    }

    /// <summary>A path of properties and elements: <c>.cache.entries[0]</c>.</summary>
    internal ImmutableArray<QueryStep> ParsePath()
    {
        if (!IsPath)
            throw tokens.Unexpected("a property such as .cache, or an element such as [0]");
        var steps = ImmutableArray.CreateBuilder<QueryStep>();
        while (IsPath)
            steps.Add(ParseStep());
        return steps.ToImmutable();
    }

    bool IsPath => tokens.Next.IsSymbol(".") || tokens.Next.IsSymbol("[");

    QueryExpression ParseOfNode()
    {
        TextRange start = tokens.Next.Range;
        if (IsPath)
        {
            ImmutableArray<QueryStep> path = ParsePath();
            return new PathExpression(path, TitleOf(path), start.To(tokens.Last));
        }
        if (tokens.Next.Kind != QueryTokenKind.Word)
            throw tokens.Unexpected($"{What} such as {(Columns is null ? "class, retained or .status" : "count or retained")}");
        if (Columns is not null && tokens.Next.IsWord("count"))
            return new ColumnExpression(-1, "count", QueryUnit.Count, tokens.Take().Range);
        QueryField field = ParseField();
        if (tokens.TakeSymbol("("))
        {
            ImmutableArray<QueryStep> steps = ParseNode();
            tokens.ExpectSymbol(")", $"after what {QueryFields.NameOf(field)} is asked of");
            return new FieldExpression(steps, field, $"{QueryFields.NameOf(field)}({TitleOf(steps)})", start.To(tokens.Last));
        }
        return ParseWay(field, start);
    }

    // holder.dominator.class: fields that are nodes, and a field of the last of them.
    FieldExpression ParseWay(QueryField field, TextRange start)
    {
        var way = ImmutableArray.CreateBuilder<QueryStep>();
        string title = QueryFields.NameOf(field);
        while (QueryFields.LeadsToNode(field) && tokens.TakeSymbol("."))
        {
            way.Add(StepOf(field));
            field = ParseField();
            title += $".{QueryFields.NameOf(field)}";
        }
        return new FieldExpression(way.ToImmutable(), field, title, start.To(tokens.Last));
    }

    string What => Columns is null ? "a field or property" : "a column";

    // What stands in brackets behind a field: a path, holder or dominator.
    ImmutableArray<QueryStep> ParseNode()
    {
        if (IsPath)
            return ParsePath();
        TextRange at = tokens.Next.Range;
        QueryField? field = tokens.Next.Kind == QueryTokenKind.Word ? QueryFields.Find(tokens.Next.Text) : null;
        if (field is not { } node || !QueryFields.LeadsToNode(node))
            throw tokens.Unexpected("a property such as .cache, or holder or dominator");
        tokens.Take();
        return [StepOf(node)];
    }

    QueryField ParseField(bool ofEnd = false)
    {
        QueryToken word = tokens.Next;
        if (word.Kind != QueryTokenKind.Word)
            throw tokens.Unexpected($"a field: {QueryFields.List}");
        if (QueryFields.Find(word.Text) is not { } field)
        {
            string meant = Suggestion.For(word.Text, Columns is { } columns && !ofEnd ? columns.Select(c => c.Title) : QueryFields.Names);
            string known = ofEnd ? QueryFields.List : Columns is { } all ? string.Join(", ", all.Select(c => c.Title)) : $"{QueryFields.List}; a property has a dot: .{word.Text}";
            throw new QuerySyntaxException($"there is no {(Columns is null || ofEnd ? "field" : "column")} {word.Text}{(meant.Length > 0 ? meant : $": known are {known}")}", word.Range);
        }
        tokens.Take();
        return field;
    }

    QueryStep ParseStep()
    {
        if (tokens.TakeSymbol("["))
        {
            QueryToken index = tokens.Next;
            if (index.Kind != QueryTokenKind.Number || index.Number != Math.Floor(index.Number) || index.Number > uint.MaxValue)
                throw tokens.Unexpected("the number of an element");
            tokens.Take();
            tokens.ExpectSymbol("]", "after the number of an element");
            return new ElementStep((uint)index.Number);
        }
        tokens.ExpectSymbol(".", "before the name of a property");
        if (tokens.Next.Kind is not (QueryTokenKind.Word or QueryTokenKind.Text))
            throw tokens.Unexpected("the name of a property; in quotes when it is no plain word");
        return new NameStep(tokens.Take().Text);
    }

    static QueryStep StepOf(QueryField field) => field == QueryField.Holder ? new HolderStep() : new DominatorStep();

    static string TitleOf(ImmutableArray<QueryStep> steps) => string.Concat(steps.Select(step => step switch
    {
        NameStep { Name: var name } => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '#') && name.Length > 0 ? $".{name}" : $".\"{name}\"",
        ElementStep { Index: var index } => $"[{index}]",
        HolderStep => "holder",
        _ => "dominator",
    }));
}
