namespace Heaptrail.Cli.Terminal;

/// <summary>How text for a terminal, pipe or file is laid out.</summary>
readonly record struct TextStyle()
{
    /// <summary>Columns available.</summary>
    public int Width { get; init; } = 80;
    /// <summary>Whether ANSI colours may be written.</summary>
    public bool Color { get; init; }
    /// <summary>Folder that relative source paths start from, for clickable links; <see langword="null"/> writes no links.</summary>
    public string? LinkRoot { get; init; }
    /// <summary>How many findings are shown in full.</summary>
    public int Top { get; init; } = 5;
    /// <summary>Whether every dismissed growth and every step of a path is shown.</summary>
    public bool ShowAll { get; init; }

    /// <summary>Columns for prose: lines above this length are hard to read.</summary>
    public int ProseWidth => int.Min(Width, 120);
}
