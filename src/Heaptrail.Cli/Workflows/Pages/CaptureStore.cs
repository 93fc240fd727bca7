using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Snapshots that are open because a page asked for them. The few that were used last stay open.</summary>
sealed class CaptureStore(CaptureList captures, IProgressDisplay progress) : IDisposable
{
    const int MostOpen = 4;

    readonly Lock guard = new();
    readonly LinkedList<Entry> entries = [];
    // How files are read belongs to the command; requests come from elsewhere.
    readonly ExecutionContext? command = ExecutionContext.Capture();

    /// <summary>Uses a snapshot. Its views and caches are not made for several threads, so one request has it at a time.</summary>
    /// <param name="number">Number of the capture; <see langword="null"/> for the usual one.</param>
    /// <param name="use">What is done with it.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="PageRefusalException">It cannot be read, or <paramref name="use"/> refuses.</exception>
    public T Use<T>(int? number, Func<OpenedCapture, T> use, CancellationToken cancel)
    {
        CaptureInfo capture = captures[number];
        Entry entry = Find(capture);
        lock (entry)
        {
            // Another request may have closed it in between: then it is opened once more.
            return Guard(() => use(entry.Opened ??= Open(capture, cancel)));
        }
    }

    /// <summary>Does something as the command would, and turns what is wrong with the input into a sentence.</summary>
    public T Guard<T>(Func<T> work)
    {
        T result = default!;
        try
        {
            if (command is null)
                return work();
            // An exception would be wrapped by nothing here: Run throws it as it is.
            ExecutionContext.Run(command, _ => result = work(), null);
            return result;
        }
        catch (Exception e) when (e is UsageException or UnreadableFileException)
        {
            throw new PageRefusalException(e.Message, e);
        }
    }

    /// <summary>Closes all.</summary>
    public void Dispose()
    {
        foreach (Entry entry in entries)
            Close(entry);
    }

    OpenedCapture Open(CaptureInfo capture, CancellationToken cancel) => capture.Kind == "profile"
        ? throw new UsageException($"{capture.Name} is a sampling profile: it knows where memory was allocated, not what is in it. The page 'Allocations' shows it")
        : new(OpenedSnapshot.Read(capture.File, progress, cancel));

    Entry Find(CaptureInfo capture)
    {
        Entry? last = null;
        Entry entry;
        lock (guard)
        {
            entry = entries.FirstOrDefault(one => one.Number == capture.Number) ?? new(capture.Number);
            entries.Remove(entry);
            entries.AddFirst(entry);
            if (entries.Count > MostOpen)
            {
                last = entries.Last!.Value;
                entries.RemoveLast();
            }
        }
        if (last is not null)
            Close(last);
        return entry;
    }

    static void Close(Entry entry)
    {
        lock (entry)
        {
            entry.Opened?.Snapshot.Heap.Dispose();
            entry.Opened = null;
        }
    }

    sealed class Entry(int number)
    {
        internal int Number => number;

        internal OpenedCapture? Opened { get; set; }
    }
}
