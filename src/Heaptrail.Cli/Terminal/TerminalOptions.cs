namespace Heaptrail.Cli.Terminal;

/// <summary>What the options of the command line say about the terminal.</summary>
readonly record struct TerminalOptions
{
    /// <summary><c>--color</c>.</summary>
    public ColorMode Color { get; init; }
    /// <summary><c>--no-progress</c> or <c>-q</c>.</summary>
    public bool HideProgress { get; init; }
    /// <summary><c>--top</c>; 0 is the default of <see cref="TextStyle.Top"/>.</summary>
    public int Top { get; init; }
    /// <summary><c>--all</c>.</summary>
    public bool ShowAll { get; init; }
}
