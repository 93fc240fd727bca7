namespace Heaptrail.Capture.Inspector;

/// <summary>A script that the target has loaded.</summary>
/// <param name="Id">V8's script id, as heap snapshots use it in their locations.</param>
/// <param name="Url">Address of the script: a <c>file:</c> URL, an absolute path, <c>node:…</c>, or empty.</param>
/// <param name="SourceMap">Address of its source map, often a <c>data:</c> URL; empty without one.</param>
public sealed record ScriptInfo(int Id, string Url, string SourceMap)
{
    /// <summary>Path of the file; <see langword="null"/> when the script is not a file.</summary>
    public string? Path => ToPath(Url);

    /// <summary>Turns a <c>file:</c> URL into a path and leaves absolute paths as they are; anything else is not a file.</summary>
    /// <param name="url">The address.</param>
    public static string? ToPath(string? url)
    {
        if (url is ['/', ..])
            return url;   // CommonJS modules of older Node.js versions
        // Uri.LocalPath decodes %20 and the like; a query (?v=2) only tells copies of a module apart.
        return url?.StartsWith("file://", StringComparison.Ordinal) == true && Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) ? parsed.LocalPath : null;
    }
}
