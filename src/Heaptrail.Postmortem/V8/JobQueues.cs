using System.Numerics;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Promise jobs that wait. A queue of V8 is a ring in memory, with its number of jobs, its capacity and its start beside each other
/// and the address of the ring behind them; jobs that are done stay in the ring until others take their places.
/// </summary>
sealed unsafe class JobQueues
{
    /// <summary>Bytes that <see cref="AddIfHeader"/> reads.</summary>
    internal const int HeaderBytes = 32;

    // The queue begins with the table of its methods.
    const ulong BeforeHeader = 8;
    const int LargestIsolate = 1 << 17;
    const long SmallestRing = 8;
    const long LargestRing = 1 << 26;

    readonly List<(ulong Address, ulong Job)> jobs = [];
    readonly List<(ulong Address, long Count, long Capacity, long Start, ulong Ring)> headers = [];

    /// <summary>Notes a word that leads to a job.</summary>
    internal void AddJob(ulong address, ulong job) => jobs.Add((address, job));

    /// <summary>Notes what may be the header of a queue.</summary>
    internal void AddIfHeader(ulong address, long* words)
    {
        if (words[1] is >= SmallestRing and <= LargestRing && BitOperations.IsPow2(words[1]) && (ulong)words[0] <= (ulong)words[1] && (ulong)words[2] < (ulong)words[1]
            && words[3] > LargestRing && (words[3] & 7) == 0)
        {
            headers.Add((address, words[0], words[1], words[2], (ulong)words[3]));
        }
    }

    /// <summary>The jobs that are not done; all, when no queue is found.</summary>
    /// <param name="space">The memory.</param>
    /// <param name="isolate">Address of the isolate.</param>
    internal List<ulong> Waiting(AddressSpace space, ulong isolate)
    {
        if (jobs.Count == 0)
            return [];
        HashSet<ulong> known = [.. jobs.Select(job => job.Job)];
        ulong[] places = [.. jobs.Select(job => job.Address).Order()];
        HashSet<ulong> ofIsolate = WordsOf(space, isolate);
        var waiting = new HashSet<ulong>();
        bool found = false;
        foreach ((ulong address, long count, long capacity, long start, ulong ring) in headers)
        {
            bool isOwn = ofIsolate.Contains(address - BeforeHeader);
            if (count > jobs.Count || (!isOwn && !HasAny(places, ring, ring + ((ulong)capacity * 8))))
                continue;
            List<ulong> inRing = [];
            for (long i = 0; i < count; i++)
                inRing.Add(space.Word(ring + ((ulong)((start + i) & (capacity - 1)) * 8)));
            // Other memory has such numbers as well, by chance.
            if (!inRing.TrueForAll(known.Contains))
                continue;
            found = true;
            waiting.UnionWith(inRing);
        }
        return found ? [.. waiting] : [.. known];
    }

    static bool HasAny(ulong[] places, ulong start, ulong end)
    {
        int at = Array.BinarySearch(places, start);
        at = at < 0 ? ~at : at;
        return at < places.Length && places[at] < end;
    }

    // An isolate knows its own queue.
    static HashSet<ulong> WordsOf(AddressSpace space, ulong isolate)
    {
        var words = new HashSet<ulong>();
        ulong end = Math.Min(isolate + LargestIsolate, space.RangeOf(isolate).End);
        for (ulong at = isolate; at + 8 <= end; at += 8)
            words.Add(space.Word(at));
        return words;
    }
}
