using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Duplicated and large strings, as <c>heaptrail strings</c> shows them. All sizes are in bytes.</summary>
public sealed record StringsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "strings";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>Strings with a size of their own.</summary>
    public required long Strings { get; init; }
    /// <summary>Sum of their shallow sizes.</summary>
    public required long StringBytes { get; init; }
    /// <summary>The duplicated ones in figures.</summary>
    public required DuplicatesInfo Duplicates { get; init; }
    /// <summary>The groups that waste most; those whose text is cut come last.</summary>
    public required ImmutableArray<StringGroupInfo> Groups { get; init; }
    /// <summary>The strings that retain most.</summary>
    public required ImmutableArray<LargeStringInfo> Largest { get; init; }
}

/// <summary>All duplicated strings in figures.</summary>
/// <param name="Groups">Texts that occur more than once.</param>
/// <param name="Strings">Strings with these texts.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="WastedBytes">What would be saved by keeping one of each text that is known in full.</param>
/// <param name="CutGroups">Texts of which V8 wrote the beginning only; they count in all other figures but the wasted bytes.</param>
/// <param name="Chosen">Groups that waste at least the bytes asked for; as many rows, unless the top cuts them.</param>
public sealed record DuplicatesInfo(long Groups, long Strings, long ShallowBytes, long WastedBytes, long CutGroups, long Chosen);

/// <summary>Strings with one text.</summary>
/// <param name="Value">The text, at most 1,000 characters.</param>
/// <param name="IsCut">Whether V8 may have cut the text at 1,024 characters: then the strings may differ behind them.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="WastedBytes">What all but the largest take.</param>
/// <param name="RetainedBytes">Sum of their retained sizes.</param>
/// <param name="FirstId">V8's id of the first of them.</param>
/// <param name="Holders">The most common ways in which they are held.</param>
public sealed record StringGroupInfo(
    string Value, bool IsCut, long Count, long ShallowBytes, long WastedBytes, long RetainedBytes, long FirstId, ImmutableArray<StringHolderInfo> Holders)
{
    /// <summary>Characters of the whole text, where V8 cut it and tells; then the strings are equal behind the cut. <see langword="null"/> otherwise.</summary>
    public long? Length { get; init; }
}

/// <summary>One way in which strings are held.</summary>
/// <param name="Class">Class of the object that holds them; empty for variables.</param>
/// <param name="Field">Property, variable or internal field; empty for elements and entries.</param>
/// <param name="Kind"><c>property</c>, <c>element</c>, <c>entry</c>, <c>variable</c> or <c>internal</c>.</param>
/// <param name="Count">How many of the strings.</param>
/// <param name="Share">Part of the group, 0 to 1.</param>
public sealed record StringHolderInfo(string Class, string Field, string Kind, long Count, double Share);

/// <summary>A large string.</summary>
/// <param name="Object">The string.</param>
/// <param name="IsCut">Whether V8 may have cut its text.</param>
/// <param name="Holders">The most common ways in which it is held.</param>
public sealed record LargeStringInfo(ObjectInfo Object, bool IsCut, ImmutableArray<StringHolderInfo> Holders);
