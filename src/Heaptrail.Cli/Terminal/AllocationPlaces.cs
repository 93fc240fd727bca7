using Heaptrail.Diagnosis;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>Functions with their places. Where the terminal is narrow, the name of the file stands for its path.</summary>
sealed class AllocationPlaces(TextStyle style)
{
    const int LongestName = 100;
    const int WideEnoughForPaths = 120;

    readonly Places places = new(style.LinkRoot);

    /// <summary>A function as the beginning of a row.</summary>
    public Span[] Of(string function, SourceLocation? location)
    {
        Span name = function.Length > 0 ? Printable.Shorten(function, LongestName) : "(anonymous)";
        if (location is null)
            return [name];
        Span place = places.Of(location);
        if (style.Width < WideEnoughForPaths)
            place = place with { Text = Printable.Clean($"{FileOf(location.File)}:{location.Line}:{location.Column}") };
        return [name, "  ", place];
    }

    static string FileOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } file ? file : path;
}
