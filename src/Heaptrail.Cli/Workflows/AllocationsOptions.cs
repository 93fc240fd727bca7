using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What of a recording is shown.</summary>
readonly record struct AllocationsOptions()
{
    /// <summary>What the rows are.</summary>
    public AllocationsBy By { get; init; }

    /// <summary>The object whose stack is shown; <see langword="null"/> for functions.</summary>
    public ObjectId? Object { get; init; }

    /// <summary>Of a sampling profile, the number of the first sample that counts; <see langword="null"/> for the first of all.</summary>
    public long? From { get; init; }

    /// <summary>The number of the last sample that counts; <see langword="null"/> for the last of all.</summary>
    public long? To { get; init; }

    /// <summary>Rows of one list at most.</summary>
    public int Top { get; init; } = 30;

    /// <summary>Levels of a tree.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>What comes first in a list of functions.</summary>
    public AllocationSort Sort { get; init; }

    /// <summary>Part of the name or file of the functions shown on top.</summary>
    public string? Filter { get; init; }

    /// <summary>Part of the name or file of functions: only what they and those that they call allocate counts.</summary>
    public string? Focus { get; init; }

    /// <summary>Part of the name or file of functions that are left out.</summary>
    public string? Exclude { get; init; }

    /// <summary>Whether a function is meant by a text.</summary>
    public static Predicate<AllocationFunction>? Matching(string? text) => text is null ? null : function =>
        (function.Name.Length > 0 ? function.Name : "(anonymous)").Contains(text, StringComparison.OrdinalIgnoreCase)
        || function.Script.Contains(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Views of a recording.</summary>
enum AllocationsBy
{
    /// <summary>A list of functions.</summary>
    Function,
    /// <summary>Calls from the outermost down.</summary>
    Tree,
    /// <summary>Functions with their callers below.</summary>
    Callers,
    /// <summary>Whole stacks, for programs that draw flame charts.</summary>
    Stacks,
}
