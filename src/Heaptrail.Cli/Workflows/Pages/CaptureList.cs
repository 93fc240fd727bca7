using Heaptrail.Cli.Commands;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>The captures that the pages show: files that were named, those of a folder as they come, and those that were dropped.</summary>
sealed class CaptureList
{
    static readonly string[] endings = [".heapsnapshot", ".heaptimeline", ".heapprofile", ".heapsnapshot.gz", ".heapsnapshot.zst", ".core"];

    readonly Lock guard = new();
    readonly List<CaptureInfo> captures = [];
    readonly string? folder;

    /// <summary>Takes what the user named: files, or one folder.</summary>
    /// <exception cref="UsageException">There is nothing of this name, or a folder among files.</exception>
    public CaptureList(IReadOnlyList<string> named)
    {
        if (named is [var only] && Directory.Exists(only))
        {
            folder = only;
            Look();
            return;
        }
        foreach (string file in named)
        {
            if (Directory.Exists(file))
                throw new UsageException($"{file} is a folder: give files, or one folder alone");
            Add(file);
        }
    }

    /// <summary>All of them; new files of the folder are among them.</summary>
    public IReadOnlyList<CaptureInfo> All
    {
        get
        {
            lock (guard)
            {
                Look();
                return [.. captures];
            }
        }
    }

    /// <summary>Those that are compared: the snapshots that were named; of a folder the newest alone, since nobody said that they belong together.</summary>
    public IReadOnlyList<CaptureInfo> Compared
    {
        get
        {
            CaptureInfo[] snapshots = [.. All.Where(capture => capture.Kind != "profile")];
            return folder is null ? snapshots : [.. snapshots.TakeLast(1)];
        }
    }

    /// <summary>One of them; by default the last that is compared.</summary>
    /// <exception cref="PageRefusalException">There is none with this number.</exception>
    public CaptureInfo this[int? number] => number is { } one
        ? All.FirstOrDefault(capture => capture.Number == one) ?? throw new PageRefusalException($"there is no capture {one}")
        : Compared is [.., var last] ? last : All is [.., var newest] ? newest : throw new PageRefusalException("there is no capture yet: drop a .heapsnapshot file onto this page");

    /// <summary>Whether a file has a name that captures have.</summary>
    public static bool HasKnownName(string name) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || Path.GetFileName(name).StartsWith("core.", StringComparison.Ordinal);

    /// <summary>Adds a file at the end.</summary>
    public void Add(string file)
    {
        var facts = new FileInfo(file);
        if (!facts.Exists)
            throw new UnreadableFileException(file, new FileNotFoundException());
        lock (guard)
            captures.Add(new(captures.Count, file, Path.GetFileName(file), KindOf(file), facts.Length, new DateTimeOffset(facts.LastWriteTimeUtc, TimeSpan.Zero)));
    }

    // A file that is still written is younger than this, and would be read half.
    static readonly TimeSpan settled = TimeSpan.FromSeconds(2);

    void Look()
    {
        if (folder is null)
            return;
        HashSet<string> known = [.. captures.Select(capture => capture.File)];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, file.Name);
            if (HasKnownName(file.Name) && !known.Contains(path) && DateTime.UtcNow - file.LastWriteTimeUtc > settled)
                Add(path);
        }
    }

    static string KindOf(string file) => RecordingHints.IsProfile(file) ? "profile" : MemoryInput.IsMemory(file) ? "core" : "snapshot";
}
