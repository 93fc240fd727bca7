namespace Heaptrail.Heap.Query;

// The values of edges: name, type, from.class, to.retained.
sealed partial class ExpressionParser
{
    /// <summary>Whether the rows are edges, or groups of edges.</summary>
    internal bool IsOfEdges { get; set; }

    QueryExpression ParseOfEdge()
    {
        TextRange start = tokens.Next.Range;
        if (IsPath)
            throw new QuerySyntaxException("an edge has no properties: 'follow from' or 'follow to' goes to its nodes, which have", start);
        if (tokens.Next.Kind != QueryTokenKind.Word)
            throw tokens.Unexpected($"{What} such as {(Columns is null ? "name, type or from.class" : "count")}");
        if (Columns is not null && tokens.Next.IsWord("count"))
            return new ColumnExpression(-1, "count", QueryUnit.Count, tokens.Take().Range);
        EdgeField field = ParseEdgeField();
        if (field is not (EdgeField.From or EdgeField.To))
            return new EdgeExpression(field, start);
        string title = EdgeFields.NameOf(field);
        if (!tokens.TakeSymbol("."))
            return new EndExpression(field, new([], QueryField.Object, title, start), title, start);
        FieldExpression of = ParseWay(ParseField(ofEnd: true), tokens.Last);
        return new EndExpression(field, of, $"{title}.{of.Title}", start.To(tokens.Last));
    }

    EdgeField ParseEdgeField()
    {
        QueryToken word = tokens.Next;
        if (EdgeFields.Find(word.Text) is not { } field)
        {
            string meant = Suggestion.For(word.Text, Columns is { } columns ? columns.Select(c => c.Title) : EdgeFields.Names);
            string known = Columns is { } all ? string.Join(", ", all.Select(c => c.Title)) : $"{EdgeFields.List}; a node has more: from.{word.Text}";
            throw new QuerySyntaxException($"there is no {(Columns is null ? "field" : "column")} {word.Text}{(meant.Length > 0 ? meant : $": known are {known}")}", word.Range);
        }
        tokens.Take();
        return field;
    }
}
