using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Commands;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Live;

namespace Heaptrail.Cli.Workflows;

/// <summary>Watches the Node.js processes of a program for a crash, those that come later as well, and copies the memory of one that dies.</summary>
sealed class CrashCatcher(CaptureFolder folder)
{
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(20);

    readonly Dictionary<int, (CrashWatch Watch, string File)> watched = [];
    HeapReadException? refused;

    /// <summary>Watches until one of them crashes, or the program ends. Returns the crash and the file, or nothing.</summary>
    /// <param name="processes">The processes that there are, asked again and again.</param>
    /// <param name="ended">Ends with the program.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="HeapReadException">The system does not allow to watch.</exception>
    public async Task<(ProcessCrash Crash, string File)?> WaitAsync(Func<IEnumerable<int>> processes, Task ended, CancellationToken cancel)
    {
        while (true)
        {
            foreach (int pid in processes().Where(pid => !watched.ContainsKey(pid)))
                Watch(pid);
            if (await CrashedAsync().ConfigureAwait(false) is { } crash)
                return crash;
            if (ended.IsCompleted)
            {
                if (watched.Count == 0 && refused is not null)
                    throw refused;
                return null;
            }
            await Task.WhenAny([ended, Task.Delay(pollTime, cancel), .. watched.Values.Select(one => one.Watch.Ended).Where(one => !one.IsCompleted)]).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }

    async Task<(ProcessCrash Crash, string File)?> CrashedAsync()
    {
        foreach ((CrashWatch watch, string file) in watched.Values.Where(one => one.Watch.Ended.IsCompleted))
        {
            if (await watch.Ended.ConfigureAwait(false) is { } crash)
                return (crash, file);
        }
        return null;
    }

    void Watch(int pid)
    {
        if (!ProcessFacts.TryRead(pid, out ProcessFacts facts) || facts.HasEnded || !facts.IsNode || facts.CommandLine.IsEmpty)
            return;
        string file = folder.CrashFile(pid);
        try
        {
            watched.Add(pid, (CrashWatch.Start(pid, () => OutputFile.Create(file, force: true)), file));
        }
        catch (HeapReadException e)
        {
            // It may have ended meanwhile; whether none can be watched is known at the end.
            refused = e;
        }
    }
}
