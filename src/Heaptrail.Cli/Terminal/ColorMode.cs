namespace Heaptrail.Cli.Terminal;

/// <summary>The values of <c>--color</c>.</summary>
enum ColorMode
{
    /// <summary>Colours on a terminal, none in a pipe or file.</summary>
    Auto,
    /// <summary>Colours everywhere.</summary>
    Always,
    /// <summary>No colours.</summary>
    Never,
}
