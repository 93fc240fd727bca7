using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Query;

/// <summary>What a query answers: a table.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one value per column; at most as many as were asked for.</param>
/// <param name="RowCount">How many rows there are.</param>
public sealed record QueryResult(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<QueryValue>> Rows, long RowCount);

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name: a field, a path such as <c>.status</c>, or count, shallow, retained of a group.</param>
/// <param name="Unit">What its values are.</param>
public readonly record struct QueryColumn(string Name, QueryUnit Unit);

/// <summary>How a query is run.</summary>
public readonly record struct QueryOptions()
{
    /// <summary>Rows of the answer at most; the rest is counted.</summary>
    public int MostRows { get; init; } = 100;

    /// <summary>Names the file behind a position; without it, files are called by the number of their script. Called by one thread at a time.</summary>
    public Func<ObjectLocation, ObjectPosition>? Places { get; init; }
}
