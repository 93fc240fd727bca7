using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Source texts of the program: from the files, or from the target where a file is gone.</summary>
sealed class ProgramSources : IScriptSources
{
    const int LongestText = 20_000_000;

    readonly Dictionary<int, ScriptSource> scripts = [];
    readonly ProjectPaths paths;

    /// <summary>No scripts yet.</summary>
    public ProgramSources() => paths = new(() => scripts.Values.Select(script => Path.GetFullPath(script.Path)));

    /// <inheritdoc/>
    public string StablePathOf(string path) => paths.StablePathOf(path);

    /// <inheritdoc/>
    public string? PackageVersionOf(string path) => paths.VersionOf(path);

    /// <inheritdoc/>
    public IEnumerable<ScriptSource> All => scripts.OrderBy(s => s.Key).Select(s => s.Value).Where(s => !s.Path.Contains("node_modules", StringComparison.Ordinal));

    /// <inheritdoc/>
    public ScriptSource? Find(int scriptId) => scripts.GetValueOrDefault(scriptId);

    /// <summary>Adds the scripts that a snapshot knows by name, and reads their texts from the files.</summary>
    public ProgramSources AddFrom(HeapGraph graph)
    {
        foreach ((int id, string name) in ScriptNames.Find(graph))
        {
            if (!scripts.ContainsKey(id))
                Add(id, name);
        }
        return this;
    }

    /// <summary>Adds a script by path or URL. Node's own scripts are left out.</summary>
    /// <param name="id">V8's script id.</param>
    /// <param name="name">Path or URL.</param>
    /// <param name="text">Its text, when it is known already.</param>
    public void Add(int id, string name, string? text = null)
    {
        if (PathOf(name) is not { } path)
            return;
        text ??= Read(path);
        scripts[id] = new(Shown(path), text, text is null ? null : SourceMapFiles.Find(path, text));
    }

    /// <summary>Path of a script that belongs to the user's program; <see langword="null"/> for Node's own and for evaluated text.</summary>
    public static string? PathOf(string name)
    {
        if (name.StartsWith("file://", StringComparison.Ordinal) && Uri.TryCreate(name, UriKind.Absolute, out Uri? url))
            return url.LocalPath;
        return Path.IsPathRooted(name) ? name : null;
    }

    /// <summary>The name of any script as it is shown: paths as editors link them, everything else as it is.</summary>
    public static string ShownName(string name) => PathOf(name) is { } path ? Shown(path) : name;

    /// <summary>Any script by path or URL; with its text and originals when it is a file with a source map.</summary>
    public static ScriptSource Open(string name) => PathOf(name) is { } path && Read(path) is { } text && SourceMapFiles.Find(path, text) is { } originals
        ? new(Shown(path), text, originals)
        : new(ShownName(name), null);

    /// <summary>Whether a script is run from a file that is compiled on the way: then only the process has the text that runs.</summary>
    public static bool IsCompiledOnTheWay(string path) => Path.GetExtension(path) is ".ts" or ".tsx" or ".mts" or ".cts" or ".jsx";

    /// <summary>A path as it is shown: relative below the current folder, as editors and terminals link it.</summary>
    public static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    static string? Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            // Devices and pipes have no length, and would be read for ever.
            return file.Exists && file.Length is > 0 and <= LongestText ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
