namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// A source map, version 3: from places in a script to places in the files that it was made from. Immutable; places count from 0 as
/// in the format.
/// </summary>
public sealed class SourceMap
{
    readonly int[] firstOfLine;
    readonly SourceMapSegment[] segments;

    internal SourceMap(IReadOnlyList<string> sources, IReadOnlyList<string> names, int[] firstOfLine, SourceMapSegment[] segments)
    {
        Sources = sources;
        Names = names;
        this.firstOfLine = firstOfLine;
        this.segments = segments;
    }

    /// <summary>The original files, as the map names them: relative to it, or URLs.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>Names of the originals that the script has shorter ones for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads a map; <see langword="null"/> when it is damaged or too large.</summary>
    /// <param name="json">The bytes of the file.</param>
    public static SourceMap? TryParse(ReadOnlyMemory<byte> json) => SourceMapParser.TryParse(json);

    /// <summary>The original of a place in the script; <see langword="null"/> where the generator made up the code.</summary>
    /// <param name="line">Line, from 0.</param>
    /// <param name="column">Column in UTF-16 units, from 0.</param>
    public OriginalPlace? Find(int line, int column)
    {
        return Nearest(line, column) is { Source: >= 0 } found ? new(Sources[found.Source], found.OriginalLine, found.OriginalColumn) : null;
    }

    /// <summary>The original of the name that begins at a place in the script; <see langword="null"/> where the map has none.</summary>
    /// <param name="line">Line, from 0.</param>
    /// <param name="column">Column in UTF-16 units, from 0.</param>
    public string? NameAt(int line, int column) =>
        Nearest(line, column) is { Name: >= 0 } found && found.Column == column && found.Name < Names.Count ? Names[found.Name] : null;

    // The last segment that does not begin behind a place.
    SourceMapSegment? Nearest(int line, int column)
    {
        if (line < 0 || line + 1 >= firstOfLine.Length)
            return null;
        int low = firstOfLine[line];
        int high = firstOfLine[line + 1];
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (segments[middle].Column <= column)
                low = middle + 1;
            else
                high = middle;
        }
        return low > firstOfLine[line] ? segments[low - 1] : null;
    }
}

/// <summary>A place in an original file.</summary>
/// <param name="Source">The file, as the map names it.</param>
/// <param name="Line">Line, from 0.</param>
/// <param name="Column">Column in UTF-16 units, from 0.</param>
public readonly record struct OriginalPlace(string Source, int Line, int Column);

/// <summary>From a column of the script on, the code comes from a place in a source; from none where the source is negative, and has a name there unless that is negative.</summary>
readonly record struct SourceMapSegment(int Column, int Source, int OriginalLine, int OriginalColumn, int Name = -1);
