using System.Text.Json;

namespace Heaptrail.Cli.Workflows;

/// <summary>The file heaptrail.json of a project: what is known and to be passed over, each with its reason.</summary>
static class ProjectConfig
{
    const string Name = "heaptrail.json";
    const long Longest = 1_000_000;

    /// <summary>The file in a folder or the nearest one above it; <see langword="null"/> when there is none.</summary>
    public static string? FindUpwards(string folder)
    {
        for (string? at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            string path = Path.Combine(at, Name);
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    /// <summary>Fingerprints with their reasons.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is not as it should be.</exception>
    public static IReadOnlyDictionary<string, string> ReadIgnored(string path)
    {
        string shown = ProgramSources.Shown(Path.GetFullPath(path));
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Longest })
                throw new UsageException($"{shown}: it is larger than a list of ignored findings can be");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Ignored(document.RootElement, shown);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{shown}: not JSON, at line {(e.LineNumber ?? 0) + 1}: correct it, or name another file with --config");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "it is a folder, or its permissions forbid it";
            throw new UsageException($"{shown}: cannot be read: {why}");
        }
    }

    static Dictionary<string, string> Ignored(JsonElement root, string shown)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.ValueKind != JsonValueKind.Object)
            throw new UsageException($"{shown}: expected an object such as {{\"ignore\":[…]}}");
        if (!root.TryGetProperty("ignore", out JsonElement list))
            return reasons;
        if (list.ValueKind != JsonValueKind.Array)
            throw new UsageException($"{shown}: \"ignore\" must be a list of {{\"fingerprint\":\"…\",\"reason\":\"…\"}}");
        int number = 0;
        foreach (JsonElement entry in list.EnumerateArray())
        {
            number++;
            string fingerprint = TextOf(entry, "fingerprint") ?? throw new UsageException($"{shown}: entry {number} of \"ignore\" has no \"fingerprint\": copy it from a report (--json or --all)");
            string reason = TextOf(entry, "reason") ?? throw new UsageException($"{shown}: entry {number} of \"ignore\" ({fingerprint}) has no \"reason\": say why it may be ignored");
            if (!reasons.TryAdd(fingerprint, reason))
                throw new UsageException($"{shown}: \"ignore\" has the fingerprint {fingerprint} twice: keep one entry");
        }
        return reasons;
    }

    static string? TextOf(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
