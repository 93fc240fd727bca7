namespace Heaptrail.Postmortem.Graph;

/// <summary>How heaps are read from memory.</summary>
public readonly record struct MemoryReadOptions
{
    /// <summary>
    /// Whether the contents of strings and regular expressions are left out: other texts of the same lengths stand for them. Names of
    /// properties, variables, functions, classes, symbols and scripts stay.
    /// </summary>
    public bool Redact { get; init; }
}
