using System.Collections.Immutable;

namespace Heaptrail.Heap.Query;

/// <summary>A value of a row: a field of its node, what a property leads to, or a column of a group.</summary>
/// <param name="Title">How it is called at the head of a column.</param>
/// <param name="Unit">What it is.</param>
/// <param name="Range">Where the query says it.</param>
abstract record QueryExpression(string Title, QueryUnit Unit, TextRange Range);

/// <summary>A field of the node that some steps lead to from the row's node; of that node itself without steps.</summary>
sealed record FieldExpression(ImmutableArray<QueryStep> Steps, QueryField Field, string Title, TextRange Range)
    : QueryExpression(Title, QueryFields.UnitOf(Field), Range);

/// <summary>What some steps lead to: the text of a string, a number, the name of anything else.</summary>
sealed record PathExpression(ImmutableArray<QueryStep> Steps, string Title, TextRange Range) : QueryExpression(Title, QueryUnit.Any, Range);

/// <summary>A field of an edge.</summary>
sealed record EdgeExpression(EdgeField Field, TextRange Range) : QueryExpression(EdgeFields.NameOf(Field), EdgeFields.UnitOf(Field), Range);

/// <summary>A field of the node that an edge leads from or to.</summary>
sealed record EndExpression(EdgeField End, FieldExpression Of, string Title, TextRange Range) : QueryExpression(Title, Of.Unit, Range);

/// <summary>A column of a group.</summary>
sealed record ColumnExpression(int Column, string Title, QueryUnit Unit, TextRange Range) : QueryExpression(Title, Unit, Range)
{
    /// <summary>What every group has behind its keys: how many rows, and of nodes their sizes.</summary>
    internal static ImmutableArray<ColumnExpression> SumsFrom(int first, bool ofEdges)
    {
        var count = new ColumnExpression(first, "count", QueryUnit.Count, default);
        return ofEdges ? [count] : [count, new(first + 1, "shallow", QueryUnit.Bytes, default), new(first + 2, "retained", QueryUnit.Bytes, default)];
    }
}

/// <summary>A step from one node to another.</summary>
abstract record QueryStep;

/// <summary>Along a property, a variable or a field of V8's own, by name.</summary>
sealed record NameStep(string Name) : QueryStep;

/// <summary>Along an element.</summary>
sealed record ElementStep(uint Index) : QueryStep;

/// <summary>To the immediate dominator.</summary>
sealed record DominatorStep : QueryStep;

/// <summary>To the holder.</summary>
sealed record HolderStep : QueryStep;

/// <summary>Decides about a row.</summary>
abstract record QueryCondition;

sealed record AllCondition(ImmutableArray<QueryCondition> Parts) : QueryCondition;

sealed record AnyCondition(ImmutableArray<QueryCondition> Parts) : QueryCondition;

sealed record NotCondition(QueryCondition Inner) : QueryCondition;

sealed record HasCondition(ImmutableArray<QueryStep> Steps) : QueryCondition;

sealed record Comparison(QueryExpression Left, QueryOperator Operator, ImmutableArray<QueryLiteral> Right) : QueryCondition;

enum QueryOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    NotMatches,
    Contains,
}

enum LiteralKind
{
    Text,
    Number,
    // true, false, null, undefined: what V8 calls an oddball.
    Word,
}

readonly record struct QueryLiteral(LiteralKind Kind, string Text, double Number, TextRange Range);

/// <summary>Where the rows of a query come from: all edges, all nodes, or nodes by id.</summary>
readonly record struct QuerySource(bool IsEdges, ImmutableArray<(long Id, TextRange Range)> Ids);

/// <summary>One part of a query between bars.</summary>
abstract record QueryStage;

sealed record WhereStage(QueryCondition Condition) : QueryStage;

sealed record FollowStage(FollowTarget Target, ImmutableArray<QueryStep> Steps) : QueryStage;

enum FollowTarget
{
    Path,
    Edges,
    Retainers,
    Dominators,
    Dominated,
    // The ends of edges.
    From,
    To,
}

sealed record GroupStage(ImmutableArray<QueryExpression> Keys) : QueryStage;

sealed record CountStage : QueryStage;

sealed record SortStage(ImmutableArray<SortKey> Keys) : QueryStage;

readonly record struct SortKey(QueryExpression By, bool Descending);

sealed record TopStage(int Count) : QueryStage;

sealed record DistinctStage(ImmutableArray<QueryExpression> By) : QueryStage;

sealed record SelectStage(ImmutableArray<QueryExpression> Columns) : QueryStage;
