using System.Runtime.InteropServices;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Guard;

/// <summary>Collects processes whose parents have died and that the kernel has given to this one, as it does to the first process of a container.</summary>
sealed partial class OrphanReaper
{
    const int NoHang = 1;
    HashSet<int> seen = [];

    /// <summary>
    /// Collects those that have ended. To be called every few seconds: one that was seen only once may be a child that somebody in this process waits for this
    /// moment.
    /// </summary>
    /// <param name="own">Children that somebody waits for.</param>
    /// <returns>How many were collected.</returns>
    internal int Reap(IReadOnlyCollection<int> own)
    {
        var ended = new HashSet<int>();
        int reaped = 0;
        foreach (int pid in ProcFile.AllPids())
        {
            if (own.Contains(pid) || !ProcessFacts.TryRead(pid, out ProcessFacts facts) || !facts.HasEnded || facts.Parent != Environment.ProcessId)
                continue;
            if (seen.Contains(pid) && WaitFor(pid, 0, NoHang) == pid)
                reaped++;
            else
                ended.Add(pid);
        }
        seen = ended;
        return reaped;
    }

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitFor(int pid, nint status, int options);
}
