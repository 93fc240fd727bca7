using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Query;

/// <summary>One value in a row of a result.</summary>
public readonly record struct QueryValue
{
    /// <summary>What it is; of a property's value what was found there.</summary>
    public QueryUnit Unit { get; private init; }

    /// <summary>The text, or the text form of a node that says by which reference it is known; <see langword="null"/> for numbers and flags.</summary>
    public string? Text { get; private init; }

    /// <summary>The number; 1 and 0 for true and false.</summary>
    public double Number { get; private init; }

    /// <summary>The node; <see cref="NodeIndex.None"/> unless it is one.</summary>
    public NodeIndex Node { get; private init; }

    /// <summary>Whether there is no value: a property that the object lacks, a distance that only V8's own roots give.</summary>
    public bool IsMissing { get; private init; }

    internal static QueryValue None(QueryUnit unit) => new() { Unit = unit, Node = NodeIndex.None, IsMissing = true };

    internal static QueryValue Of(string text) => new() { Unit = QueryUnit.Text, Text = text, Node = NodeIndex.None };

    internal static QueryValue Of(double number, QueryUnit unit) => new() { Unit = unit, Number = number, Node = NodeIndex.None };

    internal static QueryValue Of(NodeIndex node, string? reference) => new() { Unit = QueryUnit.Node, Text = reference, Node = node };
}
