using System.Diagnostics;
using System.Runtime.InteropServices;
using Heaptrail.Postmortem.Memory;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Live;

/// <summary>
/// The memory of a running process, copied while its threads stand still. It is copied once before, while they run: then our own pages
/// are there, and the second copy runs at the speed of memory. The process gets no page more by it.
/// </summary>
public sealed unsafe class ProcessCopy : IProcessMemory
{
    // Linux takes so many pieces in one call.
    const int MostPieces = 1024;
    const long Page = 4096;

    // The waits between them double: half a second in all.
    const int UsualRetries = 9;

    readonly List<(nint Start, nuint Bytes)> blocks = [];
    readonly int pid;
    readonly int mostRetries;
    List<MemoryRange> ranges = [];

    ProcessCopy(int pid, int mostRetries) => (this.pid, this.mostRetries) = (pid, mostRetries);

    /// <inheritdoc/>
    public IReadOnlyList<MemoryRange> Ranges => ranges;

    /// <inheritdoc/>
    public IReadOnlyList<StoppedThread> Threads { get; private set; } = [];

    /// <inheritdoc/>
    public long MissingBytes => 0;

    /// <summary>How long the process stood still.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>How often the process was let run again at once because it was collecting garbage.</summary>
    public int Retries { get; private set; }

    /// <summary>Bytes that were copied.</summary>
    public long Bytes => ranges.Sum(range => range.Length);

    /// <summary>Copies the memory of a process.</summary>
    /// <param name="pid">Its id.</param>
    /// <param name="mostRetries">How often it may be let run again because it was collecting garbage.</param>
    /// <param name="cancel">Ends the waiting for its collector.</param>
    /// <exception cref="HeapReadException">The system does not allow it, or the process is gone.</exception>
    public static ProcessCopy Take(int pid, int mostRetries = UsualRetries, CancellationToken cancel = default)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new HeapReadException("reading the memory of a process needs Linux on x86-64; use --method inspector");
        var copy = new ProcessCopy(pid, mostRetries);
        Exception? trouble = null;
        // Only the thread that stopped a process may read its registers and let it run.
        var tracer = new Thread(() =>
        {
            try
            {
                copy.Take(cancel);
            }
            catch (Exception e)
            {
                trouble = e;
            }
        })
        { Name = "tracer" };
        tracer.Start();
        tracer.Join();
        if (trouble is null)
            return copy;
        copy.Dispose();
        cancel.ThrowIfCancellationRequested();
        throw trouble as HeapReadException ?? (trouble is IOException or UnauthorizedAccessException
            ? LiveTrouble.Of(pid, trouble is UnauthorizedAccessException ? Natives.NotPermitted : Natives.NoSuchProcess)
            : new HeapReadException($"the memory of process {pid} cannot be read: {trouble.Message}", trouble));
    }

    void Take(CancellationToken cancel)
    {
        Copy(Present());
        IReadOnlyList<ulong> collectors = CollectorWatch.Find(ranges);
        while (!TryCopyStopped(collectors))
        {
            // A collection of young objects takes some milliseconds; one of all, or one after the other, much longer.
            cancel.WaitHandle.WaitOne(1 << Math.Min(Retries, UsualRetries));
            cancel.ThrowIfCancellationRequested();
            Retries++;
        }
    }

    // The last try counts, whatever the collector does then: whoever reads the copy follows the objects that are being moved.
    bool TryCopyStopped(IReadOnlyList<ulong> collectors)
    {
        long begin = Stopwatch.GetTimestamp();
        using (StoppedThreads threads = StoppedThreads.Stop(pid))
        {
            begin = Stopwatch.GetTimestamp();
            if (Retries < mostRetries && collectors.Any(state => CollectorWatch.IsAtWork(Number(state))))
                return false;
            Threads = threads.Threads();
            Copy(Present());
        }
        Pause = Stopwatch.GetElapsedTime(begin);
        return true;
    }

    // 0 when it is not there any more, such as that of a worker thread that has ended.
    int Number(ulong address)
    {
        int number = 0;
        Natives.Piece to = new() { Start = &number, Length = sizeof(int) };
        Natives.Piece from = new() { Start = (void*)address, Length = sizeof(int) };
        return Natives.ReadMemory(pid, &to, 1, &from, 1, 0) == sizeof(int) ? number : 0;
    }

    List<(ulong Start, ulong End)> Present() => PresentPages.Find(pid, ProcessMaps.Read(pid).Where(mapping => mapping.MayHoldHeap));

    void Copy(List<(ulong Start, ulong End)> parts)
    {
        long bytes = parts.Sum(part => (long)(part.End - part.Start));
        nint to = Room(bytes);
        ranges = new(parts.Count);
        foreach ((ulong start, ulong end) in parts)
        {
            ranges.Add(new(start, (long)(end - start), to));
            to += (nint)(end - start);
        }
        for (int first = 0; first < ranges.Count; first += MostPieces)
            Read(CollectionsMarshal.AsSpan(ranges).Slice(first, Math.Min(MostPieces, ranges.Count - first)));
    }

    // The process grows while it runs: with some more room the pages of the first copy are those of the second.
    nint Room(long bytes)
    {
        foreach ((nint start, nuint size) in blocks)
        {
            if ((long)size >= bytes)
                return start;
        }
        const int ReadAndWrite = 3;
        const int PrivateAndAnonymous = 0x22;
        var wanted = (nuint)(((bytes + (bytes / 8)) | (Page - 1)) + 1);
        void* block = Natives.Map(null, wanted, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (block == (void*)-1)
            throw new HeapReadException($"there is no room for a copy of {bytes >> 20:N0} MiB of the process's memory");
        blocks.Add(((nint)block, wanted));
        return (nint)block;
    }

    void Read(ReadOnlySpan<MemoryRange> some)
    {
        Natives.Piece* to = stackalloc Natives.Piece[some.Length];
        Natives.Piece* from = stackalloc Natives.Piece[some.Length];
        for (int i = 0; i < some.Length; i++)
        {
            to[i] = new() { Start = some[i].Pointer, Length = (nuint)some[i].Length };
            from[i] = new() { Start = (void*)some[i].Start, Length = (nuint)some[i].Length };
        }
        int done = 0;
        while (done < some.Length)
        {
            nint read = Natives.ReadMemory(pid, to + done, (nuint)(some.Length - done), from + done, (nuint)(some.Length - done), 0);
            int error = Marshal.GetLastPInvokeError();
            if (read < 0 && error is Natives.NotPermitted or Natives.NoSuchProcess)
                throw LiveTrouble.Of(pid, error);
            if (read <= 0)
            {
                // A page that was given back meanwhile.
                NativeMemory.Clear(to[done].Start, (nuint)Page);
                read = (nint)Page;
            }
            done = Advance(to, from, done, (nuint)read);
        }
    }

    // Returns the first piece that is not whole.
    static int Advance(Natives.Piece* to, Natives.Piece* from, int piece, nuint bytes)
    {
        while (bytes > 0)
        {
            nuint some = Math.Min(bytes, to[piece].Length);
            to[piece].Start = (byte*)to[piece].Start + some;
            from[piece].Start = (byte*)from[piece].Start + some;
            to[piece].Length -= some;
            from[piece].Length -= some;
            bytes -= some;
            if (to[piece].Length == 0)
                piece++;
        }
        return piece;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach ((nint start, nuint bytes) in blocks)
            _ = Natives.Unmap((void*)start, bytes);
        blocks.Clear();
        ranges = [];
    }
}
