namespace Heaptrail.Diagnosis.Source;

/// <summary>Gives the text of the program's scripts. Implementations may read files or ask the process; the diagnosis itself does neither.</summary>
public interface IScriptSources
{
    /// <summary>All scripts of the user's program that have a text, without Node's own.</summary>
    IEnumerable<ScriptSource> All { get; }

    /// <summary>A script by V8's id; <see langword="null"/> when it is not known.</summary>
    ScriptSource? Find(int scriptId);

    /// <summary>A shown path in a form that is the same in every checkout of the program: relative to its package or project.</summary>
    string StablePathOf(string path) => path;

    /// <summary>Version of the package that a shown path below node_modules belongs to; <see langword="null"/> when it is not known.</summary>
    string? PackageVersionOf(string path) => null;
}

/// <summary>One script.</summary>
/// <param name="Path">Path as the report shows it.</param>
/// <param name="Text">Its text; <see langword="null"/> when it could not be read.</param>
/// <param name="Originals">The files that it was made from, as a source map tells; <see langword="null"/> when there is none.</param>
public sealed record ScriptSource(string Path, string? Text, OriginalFiles? Originals = null)
{
    /// <summary>A place in the script as the report shows it: in the original file where the map knows it.</summary>
    /// <param name="line">Line in the script, from 1.</param>
    /// <param name="column">Column in the script, from 1.</param>
    public SourceLocation PlaceOf(int line, int column) => Originals?.Find(line, column) ?? new(Path, line, column);

    /// <summary>The name of a function as it is in the original file, where the map and the text of the script tell; otherwise as it is.</summary>
    /// <param name="name">Its name in the script.</param>
    /// <param name="line">Line in the script, from 1, where V8 says that the function is: its parameters.</param>
    /// <param name="column">Column in the script, from 1.</param>
    public string NameOf(string name, int line, int column) =>
        name.Length > 0 && Text is { } text && Originals is { } originals && FunctionName.Find(text, name, line, column) is { } start
            ? originals.NameAt(line, start) ?? name
            : name;
}

/// <summary>The files that a script was made from, by the paths that the report shows.</summary>
/// <param name="map">The source map of the script.</param>
/// <param name="shownPath">Path to show for a source of the map.</param>
public sealed class OriginalFiles(SourceMap map, Func<string, string> shownPath)
{
    /// <summary>The original of a place in the script, all from 1; <see langword="null"/> where there is none.</summary>
    public SourceLocation? Find(int line, int column) =>
        map.Find(line - 1, column - 1) is { } place ? new(shownPath(place.Source), place.Line + 1, place.Column + 1) : null;

    /// <summary>The original of the name that begins at a place in the script, all from 1; <see langword="null"/> where there is none.</summary>
    public string? NameAt(int line, int column) => map.NameAt(line - 1, column - 1) is { Length: > 0 } name ? name : null;
}

/// <summary>No sources at all: positions of functions stay unknown.</summary>
public sealed class NoSources : IScriptSources
{
    /// <summary>The only instance.</summary>
    public static NoSources Instance { get; } = new();

    /// <inheritdoc/>
    public IEnumerable<ScriptSource> All => [];

    /// <inheritdoc/>
    public ScriptSource? Find(int scriptId) => null;
}
