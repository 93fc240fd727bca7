namespace Heaptrail.Cli.Workflows;

/// <summary>Where the snapshots of a run go: a folder of its own that git does not see. Nothing in it is ever deleted or overwritten.</summary>
sealed class CaptureFolder
{
    CaptureFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder.</summary>
    /// <param name="wanted">The user's choice; <see langword="null"/> for a new folder below <c>.heaptrail</c>.</param>
    /// <param name="now">Names the new folder.</param>
    public static CaptureFolder Create(string? wanted, DateTimeOffset now)
    {
        try
        {
            if (wanted is not null)
            {
                Directory.CreateDirectory(wanted);
                return new(wanted);
            }
            const string Parent = ".heaptrail";
            Directory.CreateDirectory(Parent);
            string ignore = System.IO.Path.Combine(Parent, ".gitignore");
            if (!File.Exists(ignore))
                File.WriteAllText(ignore, "*\n");
            string path = System.IO.Path.Combine(Parent, now.ToString("yyyy-MM-dd'T'HH-mm-ss", System.Globalization.CultureInfo.InvariantCulture));
            for (int i = 2; Directory.Exists(path); i++)
                path = $"{path.Split('~')[0]}~{i}";
            Directory.CreateDirectory(path);
            return new(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"no folder for the snapshots can be made: {e.Message} Give another one with --out.");
        }
    }

    /// <summary>A file of a round that does not exist yet.</summary>
    public string FileOf(int round, string extension) => FileNamed($"round-{round}", extension);

    /// <summary>A file for the snapshot after the rest, which does not exist yet.</summary>
    public string SettledFile(string extension) => FileNamed("settled", extension);

    /// <summary>A file for the memory of a process that died, which does not exist yet.</summary>
    public string CrashFile(int pid) => FileNamed(System.FormattableString.Invariant($"crash-{pid}"), "core");

    string FileNamed(string name, string extension)
    {
        string path = System.IO.Path.Combine(Path, $"{name}.{extension}");
        for (int i = 2; File.Exists(path); i++)
            path = System.IO.Path.Combine(Path, $"{name}~{i}.{extension}");
        return path;
    }
}
