namespace Heaptrail.Diagnosis.Naming;

/// <summary>The npm package that a file belongs to, as its path tells.</summary>
static class PackageNames
{
    const string Folder = "node_modules/";

    /// <summary>Such as <c>express</c> or <c>@scope/name</c>; <see langword="null"/> for files of the program itself.</summary>
    internal static string? Of(string path)
    {
        string slashed = path.Replace('\\', '/');
        int start = slashed.LastIndexOf(Folder, StringComparison.Ordinal);
        if (start < 0 || (start > 0 && slashed[start - 1] != '/'))
            return null;
        string[] parts = slashed[(start + Folder.Length)..].Split('/');
        if (parts.Length < 2 || parts[0].Length == 0)
            return null;
        return parts[0][0] == '@' ? parts.Length > 2 ? $"{parts[0]}/{parts[1]}" : null : parts[0];
    }
}
