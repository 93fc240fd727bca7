using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>The answer to a query, as <c>heaptrail query</c> shows it.</summary>
public sealed record QueryView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "query";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>The query.</summary>
    public required string Query { get; init; }
    /// <summary>What the values of a row are, in their order.</summary>
    public required ImmutableArray<QueryColumnInfo> Columns { get; init; }
    /// <summary>How many rows the answer has; <see cref="Rows"/> may be the first of them.</summary>
    public required long RowCount { get; init; }
    /// <summary>The rows, each with one value per column.</summary>
    public required ImmutableArray<ImmutableArray<QueryCell>> Rows { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Name">The field, path or sum.</param>
/// <param name="Unit">text, number, count, bytes, id, flag, object, or any where a property may hold anything.</param>
public sealed record QueryColumnInfo(string Name, string Unit);
