using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Source;

namespace Heaptrail.Cli.Workflows;

/// <summary>Scripts by the names that V8 has for them, with their source maps; each is read once.</summary>
sealed class ScriptPlaces
{
    readonly Dictionary<string, ScriptSource> scripts = [];

    /// <summary>The place in the source; the original one where the script has a source map. A script without a name is called by its number.</summary>
    /// <param name="name">Path or URL; empty or <see langword="null"/> when V8 does not know it.</param>
    /// <param name="scriptId">V8's number of the script.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    public SourceLocation PlaceOf(string? name, int scriptId, int line, int column) => Find(name, scriptId).PlaceOf(line, column);

    /// <summary>The name of a function in the source; the original one where the source map of the script has it.</summary>
    /// <inheritdoc cref="PlaceOf"/>
    public string NameOf(string function, string? name, int scriptId, int line, int column) => Find(name, scriptId).NameOf(function, line, column);

    ScriptSource Find(string? name, int scriptId)
    {
        string key = string.IsNullOrEmpty(name) ? $"script {scriptId}" : name;
        if (!scripts.TryGetValue(key, out ScriptSource? script))
            scripts.Add(key, script = string.IsNullOrEmpty(name) ? new(key, null) : ProgramSources.Open(name));
        return script;
    }
}
