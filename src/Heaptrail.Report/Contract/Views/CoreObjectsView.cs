using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Live objects of a memory dump by class and properties, as <c>heaptrail core FILE objects</c> shows them.</summary>
public sealed record CoreObjectsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "core objects";
    /// <summary>Path of the file as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Which heap of the file, from 1: the largest first.</summary>
    public required int Heap { get; init; }
    /// <summary>Number of live objects of JavaScript in that heap.</summary>
    public required long Count { get; init; }
    /// <summary>Their bytes, with the lists that hold their properties and elements.</summary>
    public required long Bytes { get; init; }
    /// <summary>Number of groups that were asked for; <see cref="Groups"/> may be the first of them.</summary>
    public required int GroupCount { get; init; }
    /// <summary>The groups.</summary>
    public required ImmutableArray<CoreGroupInfo> Groups { get; init; }
    /// <summary>Address of the object whose likes were asked for, as <c>0x…</c>; <see langword="null"/> when groups were.</summary>
    public string? Like { get; init; }
    /// <summary>Addresses of the objects that are like it; empty when groups were asked for.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];
}

/// <summary>Objects with one class and the same properties.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Properties">Names of the properties in the order in which they were added; of dictionaries the first ones of one object.</param>
/// <param name="PropertyCount">How many properties there are; of dictionaries in one object.</param>
/// <param name="IsDictionary">Whether each object has a table of its own, as with many properties or deleted ones.</param>
/// <param name="Count">Number of objects.</param>
/// <param name="Bytes">Their bytes, with the lists that hold their properties and elements.</param>
/// <param name="Address">Address of one of them, as <c>0x…</c>.</param>
public sealed record CoreGroupInfo(string Class, ImmutableArray<string> Properties, int PropertyCount, bool IsDictionary, long Count, long Bytes, string Address);
