namespace Heaptrail.NodeTests.Support;

/// <summary>Where things lie: the repository, what is shared beside it, and the cache that ./test fills.</summary>
static class TestPaths
{
    public static string Repository { get; } = FindRepository();

    public static string Samples => Path.Combine(Repository, "samples");

    /// <summary>Material beside the repository; may be missing.</summary>
    public static string Shared => Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>Packages installed by ./test, outside the tree.</summary>
    public static string Cache => Environment.GetEnvironmentVariable("HEAPTRAIL_TEST_CACHE")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "heaptrail-tests");

    /// <summary>The launcher that users run.</summary>
    public static string Launcher => Path.Combine(Repository, "heaptrail");

    static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Heaptrail.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run from inside the repository");
    }
}
