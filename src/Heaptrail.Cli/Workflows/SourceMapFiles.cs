using System.Buffers;
using System.Text;
using Heaptrail.Diagnosis.Source;

namespace Heaptrail.Cli.Workflows;

/// <summary>
/// Finds the source map of a script: inline, in the file that its last comment names, or beside it. Only files are read, nothing is
/// fetched, and a map that is missing or damaged counts as none.
/// </summary>
static class SourceMapFiles
{
    const int LargestMap = 200_000_000;
    const string Comment = "sourceMappingURL=";

    static readonly SearchValues<char> EndOfUrl = SearchValues.Create(" \t\r\n\"'*");

    /// <summary>The files that a script was made from; <see langword="null"/> without a map.</summary>
    /// <param name="path">Path of the script.</param>
    /// <param name="text">Its text.</param>
    public static OriginalFiles? Find(string path, string text)
    {
        string? url = UrlIn(text);
        bool isInline = url?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true;
        string mapPath = isInline || url is null ? path + ".map" : PathOf(path, url);
        byte[]? json = isInline ? Decode(url!) : Read(mapPath);
        if (json is null || SourceMap.TryParse(json) is not { } map)
            return null;
        string folder = Path.GetDirectoryName(isInline ? path : mapPath) ?? "";
        var shown = new Dictionary<string, string>();
        return new(map, source =>
        {
            if (!shown.TryGetValue(source, out string? name))
                shown.Add(source, name = NameOf(source, folder));
            return name;
        });
    }

    /// <summary>The name to show for a source of a map.</summary>
    internal static string NameOf(string source, string folder)
    {
        if (source.Contains('\0', StringComparison.Ordinal))
            return source;
        // Bundlers name sources by URLs of their own that begin at the folder of the project: webpack://app/./src/a.ts.
        int scheme = source.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && ProgramSources.PathOf(source) is null)
        {
            int start = source.IndexOf('/', scheme + 3);
            string below = start < 0 ? source : source[(start + 1)..];
            return below.StartsWith("./", StringComparison.Ordinal) ? below[2..] : below;
        }
        return ProgramSources.Shown(ProgramSources.PathOf(source) ?? Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(source))));
    }

    // The last comment counts: earlier ones stem from scripts that were put together.
    static string? UrlIn(string text)
    {
        for (int at = text.LastIndexOf(Comment, StringComparison.Ordinal); at > 0; at = text.LastIndexOf(Comment, at - 1, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> before = text.AsSpan(0, at).TrimEnd(' ');
            if (!before.EndsWith("//#") && !before.EndsWith("//@") && !before.EndsWith("/*#"))
                continue;
            int start = at + Comment.Length;
            int length = text.AsSpan(start).IndexOfAny(EndOfUrl);
            return length < 0 ? text[start..] : length > 0 ? text.Substring(start, length) : null;
        }
        return null;
    }

    static string PathOf(string script, string url) =>
        ProgramSources.PathOf(url) ?? Path.Combine(Path.GetDirectoryName(script) ?? "", Uri.UnescapeDataString(url.Split('?')[0]));

    static byte[]? Decode(string url)
    {
        int comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            return null;
        try
        {
            return url[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                ? Convert.FromBase64String(url[(comma + 1)..])
                : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url[(comma + 1)..]));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static byte[]? Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            // Devices and pipes have no length, and would be read for ever.
            return file.Exists && file.Length is > 0 and <= LargestMap ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
