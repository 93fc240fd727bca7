using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Where memory was allocated, as <c>heaptrail allocations</c> shows it. All sizes are in bytes.</summary>
public sealed record AllocationsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "allocations";
    /// <summary>Path of the recording as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary><c>timeline</c>: every allocation was recorded, and a snapshot says what is alive; <c>sampling</c>: sizes are estimates from samples.</summary>
    public required string Recording { get; init; }
    /// <summary>What the rows are: <c>function</c>, <c>tree</c>, <c>callers</c> or <c>stacks</c>; <c>stack</c> for one object.</summary>
    public required string By { get; init; }
    /// <summary>What comes first in a list of functions: <c>self</c> or <c>total</c>.</summary>
    public string Sort { get; init; } = "self";
    /// <summary>What was allocated in all, after the focus and without what is excluded.</summary>
    public required AllocationInfo Sum { get; init; }
    /// <summary>The samples of a sampling profile and which of them count; <see langword="null"/> when there are none.</summary>
    public SamplesInfo? Samples { get; init; }
    /// <summary>How many rows there are on the first level, or stacks; <see cref="Rows"/> and <see cref="Stacks"/> may have some of them only.</summary>
    public required long Functions { get; init; }
    /// <summary>The rows; in a tree, a row belongs to the nearest row before it with a smaller level.</summary>
    public required ImmutableArray<FunctionInfo> Rows { get; init; }
    /// <summary>Whole stacks in the order of a flame chart; empty unless they were asked for.</summary>
    public ImmutableArray<StackInfo> Stacks { get; init; } = [];
    /// <summary>The object whose stack was asked for; <see langword="null"/> when none was.</summary>
    public ObjectInfo? Object { get; init; }
    /// <summary>Its stack, the innermost function first; empty when it is not known or not asked for.</summary>
    public ImmutableArray<CallInfo> Stack { get; init; } = [];
}

/// <summary>One function, or one call of it.</summary>
/// <param name="Level">1 for the rows on top.</param>
/// <param name="Place">Place among its siblings, from 1; places that are missing are not shown.</param>
/// <param name="Siblings">How many there are.</param>
/// <param name="Function">Name of the function; empty for an anonymous one.</param>
/// <param name="Location">Where it is declared; <see langword="null"/> for V8's own functions.</param>
/// <param name="Self">What it allocated itself; for a caller, what the function on top allocated through it.</param>
/// <param name="Total">The same with all that it called.</param>
public sealed record FunctionInfo(int Level, int Place, int Siblings, string Function, SourceLocation? Location, AllocationInfo Self, AllocationInfo Total);

/// <summary>How much was allocated. <see langword="null"/> stands for what this kind of recording does not tell.</summary>
/// <param name="Count">Objects allocated.</param>
/// <param name="Bytes">Bytes allocated; in a sampling profile an estimate, by default of what is still alive.</param>
/// <param name="LiveCount">Objects of these that are alive at the end.</param>
/// <param name="LiveBytes">Their shallow sizes.</param>
/// <param name="Samples">Samples on which the bytes rest.</param>
public sealed record AllocationInfo(long? Count, long Bytes, long? LiveCount, long? LiveBytes, long? Samples);

/// <summary>The samples of a profile. They are numbered in the order in which they were taken; those that were freed again are missing.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">The smallest number.</param>
/// <param name="Last">The greatest number.</param>
/// <param name="From">The first number that counts.</param>
/// <param name="To">The last number that counts.</param>
public sealed record SamplesInfo(long Count, long First, long Last, long From, long To);

/// <summary>One stack.</summary>
/// <param name="Calls">Its functions, the outermost first.</param>
/// <param name="Self">What was allocated right under it.</param>
public sealed record StackInfo(ImmutableArray<CallInfo> Calls, AllocationInfo Self);

/// <summary>One function in a stack.</summary>
/// <param name="Function">Name of the function; empty for an anonymous one.</param>
/// <param name="Location">Where it is declared; <see langword="null"/> for V8's own functions.</param>
public sealed record CallInfo(string Function, SourceLocation? Location);
