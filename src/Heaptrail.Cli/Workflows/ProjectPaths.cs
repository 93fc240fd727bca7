using System.Text.Json;

namespace Heaptrail.Cli.Workflows;

/// <summary>Paths as they are in every checkout of a program: relative to the npm package that they belong to, or to the project.</summary>
sealed class ProjectPaths(Func<IEnumerable<string>> scripts)
{
    const string Modules = "/node_modules/";

    readonly Dictionary<string, string?> folders = [];

    /// <summary>The path within its package or project, with slashes.</summary>
    /// <param name="path">A path as it is shown, or a URL, which stays as it is.</param>
    public string StablePathOf(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal))
            return path;
        string full = Path.GetFullPath(path).Replace('\\', '/');
        int modules = full.LastIndexOf(Modules, StringComparison.Ordinal);
        if (modules >= 0)
            return full[(modules + Modules.Length)..];
        string? root = FolderWithPackage(Path.GetDirectoryName(full)) ?? FolderAboveModules(full) ?? CommonFolder(full);
        return root is null ? Path.GetFileName(full) : Path.GetRelativePath(root, full).Replace('\\', '/');
    }

    /// <summary>The version in the package.json of the package that a path belongs to; <see langword="null"/> when there is none on disk.</summary>
    public string? VersionOf(string path)
    {
        if (FolderWithPackage(Path.GetDirectoryName(Path.GetFullPath(path))) is not { } folder)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out JsonElement version) && version.ValueKind == JsonValueKind.String
                ? version.GetString()
                : FolderWithPackage(Path.GetDirectoryName(folder)) is { } above && above.Contains("node_modules", StringComparison.Ordinal) ? VersionOf(folder) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    string? FolderWithPackage(string? folder)
    {
        if (folder is null)
            return null;
        if (!folders.TryGetValue(folder, out string? found))
            folders.Add(folder, found = File.Exists(Path.Combine(folder, "package.json")) ? folder : FolderWithPackage(Path.GetDirectoryName(folder)));
        return found;
    }

    // Without the files on this disk, the paths alone must do: packages are installed beside the package.json.
    string? FolderAboveModules(string full) => Known()
        .Select(script => script.IndexOf(Modules, StringComparison.Ordinal) is >= 0 and var at ? script[..at] : null)
        .Where(folder => folder is not null && full.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder!.Length);

    string? CommonFolder(string full)
    {
        string? common = Path.GetDirectoryName(full)?.Replace('\\', '/');
        foreach (string script in Known().Where(script => !script.Contains(Modules, StringComparison.Ordinal)))
        {
            while (common is { Length: > 1 } && !script.StartsWith(common + "/", StringComparison.Ordinal))
                common = Path.GetDirectoryName(common)?.Replace('\\', '/');
        }
        // With nothing but the root in common, the place says nothing.
        return common is { Length: > 1 } ? common : null;
    }

    IEnumerable<string> Known() => scripts().Select(script => script.Replace('\\', '/'));
}
