namespace Heaptrail.Web;

/// <summary>Which part of a table is asked for.</summary>
public readonly record struct PageQuery()
{
    /// <summary>Rows at most that one request may ask for.</summary>
    public const int MostRows = 1000;

    /// <summary>Number of the capture; <see langword="null"/> for the one that is looked at by default.</summary>
    public int? Capture { get; init; }
    /// <summary>Rows before the first that is wanted.</summary>
    public int Offset { get; init; }
    /// <summary>Rows that are wanted.</summary>
    public int Limit { get; init; } = 100;
    /// <summary>Name of the column to sort by; <see langword="null"/> for the usual order.</summary>
    public string? Sort { get; init; }
    /// <summary>Whether the smallest comes first.</summary>
    public bool IsAscending { get; init; }
    /// <summary>Part of the name, in any case; <see langword="null"/> for all.</summary>
    public string? Filter { get; init; }
    /// <summary>Only objects with greater ids: those that were born after the one with this id.</summary>
    public long? AfterId { get; init; }
    /// <summary>Only objects with this id or smaller ones.</summary>
    public long? LastId { get; init; }
}
