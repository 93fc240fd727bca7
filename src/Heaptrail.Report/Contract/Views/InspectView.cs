using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Everything about some objects, as <c>heaptrail inspect</c> shows it. All sizes are in bytes.</summary>
public sealed record InspectView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "inspect";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>The objects in the order asked for.</summary>
    public required ImmutableArray<InspectedObject> Objects { get; init; }
}

/// <summary>One object with all that is in it.</summary>
public sealed record InspectedObject
{
    /// <summary>The object itself.</summary>
    public required ObjectInfo Object { get; init; }
    /// <summary>Text of a string, value of a number or symbol; <see langword="null"/> for objects and where the file does not say.</summary>
    public required string? Value { get; init; }
    /// <summary>Where the function, or the constructor of the object, is declared; <see langword="null"/> when not known.</summary>
    public required SourceLocation? Location { get; init; }
    /// <summary>Names of the classes it inherits from, its own first; empty for what has no prototype.</summary>
    public required ImmutableArray<string> Classes { get; init; }
    /// <summary>The function that creates such objects; <see langword="null"/> when not known.</summary>
    public required ObjectInfo? Constructor { get; init; }
    /// <summary>The prototype; <see langword="null"/> when it has none.</summary>
    public required ObjectInfo? Prototype { get; init; }
    /// <summary>The immediate dominator; <see langword="null"/> for the root.</summary>
    public required ObjectInfo? Dominator { get; init; }
    /// <summary>A shortest path to it from an object that the root holds, that object first; only that for a root.</summary>
    public required ImmutableArray<HeldStep> Path { get; init; }
    /// <summary>How many strong edges hold it.</summary>
    public required long Retainers { get; init; }
    /// <summary>Named properties.</summary>
    public required FieldsInfo Properties { get; init; }
    /// <summary>Elements by index.</summary>
    public required FieldsInfo Elements { get; init; }
    /// <summary>Entries of a Map or Set; <see langword="null"/> for everything else.</summary>
    public required EntriesInfo? Entries { get; init; }
    /// <summary>Scopes with the variables that a function can reach, its own first.</summary>
    public required ImmutableArray<ScopeInfo> Scopes { get; init; }
    /// <summary>Fields of V8's own, and weak references.</summary>
    public required FieldsInfo Internals { get; init; }
}

/// <summary>One step of a path.</summary>
/// <param name="Edge">The edge that leads to the object; <see langword="null"/> at the first.</param>
/// <param name="Object">The object.</param>
/// <param name="Skipped">Steps before this one that are left out: only of paths that are very long.</param>
public sealed record HeldStep(PathEdge? Edge, ObjectInfo Object, int Skipped = 0);

/// <summary>Fields of one kind.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Items">The first of them.</param>
public sealed record FieldsInfo(long Count, ImmutableArray<FieldInfo> Items);

/// <summary>One field.</summary>
/// <param name="Edge">Its kind and name.</param>
/// <param name="Target">What it holds.</param>
public sealed record FieldInfo(PathEdge Edge, FieldValue Target);

/// <summary>What a field holds.</summary>
/// <param name="Object">The node.</param>
/// <param name="Value">Text of a string, value of a number, symbol or constant; <see langword="null"/> for objects and where the file does not say.</param>
public sealed record FieldValue(ObjectInfo Object, string? Value);

/// <summary>Entries of a collection.</summary>
/// <param name="Kind"><c>map</c>, <c>set</c> or <c>weak</c>.</param>
/// <param name="Count">Entries of which the file has the key or the value.</param>
/// <param name="Unseen">Places of which it has neither: small integers, constants, deleted entries.</param>
/// <param name="Capacity">Entries that fit into the table.</param>
/// <param name="Items">The first of them.</param>
public sealed record EntriesInfo(string Kind, long Count, long Unseen, long Capacity, ImmutableArray<EntryInfo> Items);

/// <summary>One entry of a collection.</summary>
/// <param name="Key">The key; <see langword="null"/> when it is a small integer or a constant.</param>
/// <param name="Value">The value; <see langword="null"/> when it is a small integer or a constant, and in a Set.</param>
public sealed record EntryInfo(FieldValue? Key, FieldValue? Value);

/// <summary>The variables of one scope.</summary>
/// <param name="Id">V8's id of the context.</param>
/// <param name="RetainedBytes">What the context keeps alive.</param>
/// <param name="Variables">The variables.</param>
public sealed record ScopeInfo(long Id, long RetainedBytes, FieldsInfo Variables);
