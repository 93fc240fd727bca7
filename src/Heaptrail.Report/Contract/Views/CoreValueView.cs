using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What lay at an address, as <c>heaptrail core FILE print</c> shows it.</summary>
public sealed record CoreValueView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "core print";
    /// <summary>Path of the file as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>What is there.</summary>
    public required CoreValueInfo Value { get; init; }
}

/// <summary>A value of JavaScript in memory.</summary>
/// <param name="Kind"><c>primitive</c>, <c>text</c>, <c>function</c>, <c>array</c>, <c>object</c> or <c>internal</c>.</param>
/// <param name="Address">Its address as <c>0x…</c>; <see langword="null"/> for small numbers, which lie in their place.</param>
/// <param name="Name">Name of its class, or of the function; empty for primitive values.</param>
/// <param name="Text">A primitive value or the first 1,024 characters of a string; the state of a promise, the place of a function.</param>
/// <param name="Length">Characters, elements, entries or bytes; <see langword="null"/> where there is nothing to count.</param>
/// <param name="Fields">What is in it, as far as was asked for.</param>
/// <param name="Unread">Fields that are left out.</param>
/// <param name="IsCircular">Whether it is one of the objects that it is shown in.</param>
public sealed record CoreValueInfo(string Kind, string? Address, string Name, string Text, long? Length, ImmutableArray<CoreFieldInfo> Fields, long Unread, bool IsCircular);

/// <summary>Something in an object.</summary>
/// <param name="Kind"><c>property</c>, <c>element</c>, <c>entry</c>, <c>variable</c> or <c>internal</c>.</param>
/// <param name="Name">Name of the property or variable, number of the element; empty for entries of a Map or Set.</param>
/// <param name="Key">Key of an entry of a Map; otherwise <see langword="null"/>.</param>
/// <param name="Value">The value.</param>
public sealed record CoreFieldInfo(string Kind, string Name, CoreValueInfo? Key, CoreValueInfo Value);
