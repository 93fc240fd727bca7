using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>The objects of one class, as <c>heaptrail objects</c> shows them. All sizes are in bytes.</summary>
public sealed record ObjectsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "objects";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>Name of the class.</summary>
    public required string Class { get; init; }
    /// <summary>How many objects it has, those of the place asked for; <see cref="Rows"/> may be the first of them.</summary>
    public required long Count { get; init; }
    /// <summary>Sum of their shallow sizes.</summary>
    public required long ShallowBytes { get; init; }
    /// <summary>The places where classes of this name are declared: several classes, if there are several.</summary>
    public required ImmutableArray<ClassPlace> Places { get; init; }
    /// <summary>The objects, in the order asked for.</summary>
    public required ImmutableArray<ObjectRow> Rows { get; init; }
}

/// <summary>One of several classes of a name.</summary>
/// <param name="Location">Where its constructor is declared; <see langword="null"/> when not known.</param>
/// <param name="Count">Its objects.</param>
public sealed record ClassPlace(SourceLocation? Location, long Count);

/// <summary>One object.</summary>
/// <param name="Object">The object.</param>
/// <param name="Preview">Its first fields in a line; empty when it has none that the file knows.</param>
/// <param name="Location">Where the function, or the constructor of the object, is declared; <see langword="null"/> when not known.</param>
public sealed record ObjectRow(ObjectInfo Object, string Preview, SourceLocation? Location);
