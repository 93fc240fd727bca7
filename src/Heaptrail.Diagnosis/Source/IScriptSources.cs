namespace Heaptrail.Diagnosis.Source;

/// <summary>Gives the text of the program's scripts. Implementations may read files or ask the process; the diagnosis itself does neither.</summary>
public interface IScriptSources
{
    /// <summary>All scripts of the user's program that have a text, without Node's own.</summary>
    IEnumerable<ScriptSource> All { get; }

    /// <summary>A script by V8's id; <see langword="null"/> when it is not known.</summary>
    ScriptSource? Find(int scriptId);
}

/// <summary>One script.</summary>
/// <param name="Path">Path as the report shows it.</param>
/// <param name="Text">Its text; <see langword="null"/> when it could not be read.</param>
public sealed record ScriptSource(string Path, string? Text);

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
