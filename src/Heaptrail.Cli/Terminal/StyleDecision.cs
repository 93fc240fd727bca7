using System.Globalization;

namespace Heaptrail.Cli.Terminal;

/// <summary>What is known about an output stream and its surroundings; read once, so that the decisions are pure.</summary>
/// <param name="Redirected">Whether it is a pipe or file.</param>
/// <param name="Columns">Width of the terminal; 0 when not known.</param>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Folder">The working directory, for links.</param>
readonly record struct Surroundings(bool Redirected, int Columns, Func<string, string?> Variable, string Folder);

/// <summary>Decides on colours, links, width and moving progress from the option, the environment and the stream.</summary>
static class StyleDecision
{
    const int RedirectedWidth = 200;
    const int UnknownWidth = 80;
    const int MinWidth = 40;

    /// <summary>The option goes before NO_COLOR, that before FORCE_COLOR, that before what the stream is.</summary>
    public static TextStyle Decide(ColorMode mode, Surroundings at)
    {
        bool color = mode switch
        {
            ColorMode.Always => true,
            ColorMode.Never => false,
            _ => !IsSet(at, "NO_COLOR") && (IsForced(at) || IsCapable(at)),
        };
        return new() { Color = color, Width = Width(at), LinkRoot = color && IsCapable(at) ? at.Folder : null };
    }

    /// <summary>Whether a line can be rewritten in place.</summary>
    public static bool CanMove(Surroundings at) => IsCapable(at);

    static int Width(Surroundings at)
    {
        if (!at.Redirected) return int.Max(at.Columns > 0 ? at.Columns : UnknownWidth, MinWidth);
        return int.TryParse(at.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0
            ? int.Max(columns, MinWidth)
            : RedirectedWidth;
    }

    static bool IsCapable(Surroundings at) => !at.Redirected && at.Variable("TERM") != "dumb";

    static bool IsSet(Surroundings at, string name) => at.Variable(name) is { Length: > 0 };

    static bool IsForced(Surroundings at) => at.Variable("FORCE_COLOR") is { Length: > 0 } value && value is not ("0" or "false");
}
