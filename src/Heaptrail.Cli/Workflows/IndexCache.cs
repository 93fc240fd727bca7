namespace Heaptrail.Cli.Workflows;

/// <summary>Where indices go whose snapshots lie in folders that cannot be written to.</summary>
static class IndexCache
{
    /// <summary>The user's cache folder; <see langword="null"/> when there is none.</summary>
    public static string? Folder
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache))
            {
                string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
                cache = home.Length == 0 ? null : Path.Combine(home, ".cache");
            }
            return cache is null ? null : Path.Combine(cache, "heaptrail", "indices");
        }
    }
}
