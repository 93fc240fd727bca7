using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What refers to an object in a memory dump, as <c>heaptrail core FILE refs</c> shows it.</summary>
public sealed record CoreReferencesView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "core refs";
    /// <summary>Path of the file as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>The object; without fields.</summary>
    public required CoreValueInfo Object { get; init; }
    /// <summary>Its id in all commands that take a snapshot; <see langword="null"/> when it is garbage.</summary>
    public long? Id { get; init; }
    /// <summary>Number of references; <see cref="References"/> may be the first of them.</summary>
    public required int Count { get; init; }
    /// <summary>The references of live objects to it.</summary>
    public required ImmutableArray<CoreReferenceInfo> References { get; init; }
}

/// <summary>A reference.</summary>
/// <param name="Edge">Kind and name: of the property or variable, number of the element.</param>
/// <param name="From">The object that has it.</param>
/// <param name="Owner">Of a list or table of V8's own the object that it belongs to; otherwise <see langword="null"/>.</param>
/// <param name="IsWeak">Whether it keeps nothing alive.</param>
public sealed record CoreReferenceInfo(PathEdge Edge, CoreHolderInfo From, CoreHolderInfo? Owner, bool IsWeak);

/// <summary>An object that refers to another.</summary>
/// <param name="Name">Class or name.</param>
/// <param name="Address">Its address as <c>0x…</c>; <see langword="null"/> for groups of roots.</param>
/// <param name="Id">Its id in all commands that take a snapshot.</param>
public sealed record CoreHolderInfo(string Name, string? Address, long Id);
