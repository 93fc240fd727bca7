using System.Diagnostics;
using System.Text;

namespace Heaptrail.Heap.Saving;

/// <summary>Where the index of a snapshot may lie: beside it, or in a cache folder under a name made from its path.</summary>
sealed class IndexPlaces
{
    internal const string Extension = ".heaptrail-index";

    readonly string beside;
    readonly string? cached;

    internal IndexPlaces(string snapshot, string? cacheFolder)
    {
        string full = Path.GetFullPath(snapshot);
        beside = full + Extension;
        cached = cacheFolder is null ? null : Path.Combine(cacheFolder, $"{Path.GetFileName(full)}-{Checksum.Of(Encoding.UTF8.GetBytes(full)):x16}{Extension}");
    }

    /// <summary>The places, in the order in which they are tried.</summary>
    internal IEnumerable<string> All => cached is null ? [beside] : [beside, cached];

    /// <summary>Opens a file to write an index to; <see langword="null"/> when no place can be written to.</summary>
    internal IndexWriter? OpenWriter(out string place, CancellationToken cancel)
    {
        place = beside;
        foreach (string candidate in All)
        {
            try
            {
                place = candidate;
                Directory.CreateDirectory(Path.GetDirectoryName(candidate)!);
                RemoveOrphans(candidate);
                return new(candidate) { Cancel = cancel };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Read-only or full: the next place may do, and without any the heap is opened all the same.
            }
        }
        return null;
    }

    // Files of processes that were killed while they wrote: <place>.<pid>-<guid>.tmp.
    static void RemoveOrphans(string place)
    {
        foreach (string orphan in Directory.GetFiles(Path.GetDirectoryName(place)!, Path.GetFileName(place) + ".*.tmp"))
        {
            string pid = orphan[(place.Length + 1)..].Split('-')[0];
            if (int.TryParse(pid, out int process) && !IsRunning(process))
                File.Delete(orphan);
        }
    }

    static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Notes that an index in the cache folder was used.</summary>
    internal void MarkUsed(string place)
    {
        if (place != cached)
            return;
        try
        {
            File.SetLastAccessTimeUtc(place, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It may go earlier than others, that is all.
        }
    }

    /// <summary>Removes indices from the cache folder, those used longest ago first, until the rest fits.</summary>
    internal void MakeRoom(string place, long bytes)
    {
        if (place != cached)
            return;
        long sum = 0;
        foreach (FileInfo index in new DirectoryInfo(Path.GetDirectoryName(cached)!).GetFiles("*" + Extension).OrderByDescending(file => file.LastAccessTimeUtc))
        {
            sum += index.Length;
            if (sum > bytes && index.FullName != place)
                index.Delete();
        }
    }
}
