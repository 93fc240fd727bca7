using System.Runtime.CompilerServices;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Finds the roots: V8's own table, global handles by their records, the stack of a thread that runs JavaScript, and promise jobs that
/// wait. A stack holds leftovers as well: what they point at counts as alive when it is an object.
/// </summary>
sealed unsafe class RootFinder(V8Heap heap, IReadOnlyList<StoppedThread> threads)
{
    /// <summary>Name of the group of global handles.</summary>
    internal const string Handles = "(Global handles)";

    // More than any version has; what lies behind the table is no object.
    const int MostRoots = 1300;
    const int HandlesOfBlock = 256;
    const int HandleBytes = 32;
    const int HandleIndex = 10;
    const int HandleState = 11;

    internal List<RootSet> Find()
    {
        var handles = new HashSet<ulong>();
        var jobs = new JobQueues();
        foreach (MemoryRange range in heap.Space.Ranges)
            Scan(range, handles, jobs);
        return
        [
            new("(Strong root list)", [.. Table().Distinct()]),
            new(Handles, [.. handles]),
            new("(Microtasks)", jobs.Waiting(heap.Space, heap.Roots - (ulong)heap.Layout.Roots)),
            new("(Stack roots)", [.. Stacks().Distinct()]),
        ];
    }

    IEnumerable<ulong> Table()
    {
        for (int i = 0; i < MostRoots; i++)
        {
            ulong word = heap.Resolve(heap.Space.Word(heap.Roots + ((ulong)i * 8)));
            if (heap.MapOf(word) is not null && !IsNumberCache(word))
                yield return word;
        }
    }

    // Numbers with their texts in turn: V8 empties this cache before it collects, and so before each snapshot.
    bool IsNumberCache(ulong array)
    {
        const int Smallest = 256;
        int length = heap.MapOf(array) is { } map && InstanceTypes.IsIn(heap.Types.FixedArrays, map.Type) ? V8Heap.SmallOf(heap.Field(array, 8)) : 0;
        if (length < Smallest || length % 2 != 0)
            return false;
        int texts = 0;
        for (int i = 0; i < length; i += 2)
        {
            ulong number = heap.Field(array, 16 + (i * 8));
            if (!V8Heap.IsSmall(number) && heap.MapOf(number) is not { Type: InstanceTypes.HeapNumber or InstanceTypes.Oddball })
                return false;
            MapInfo? text = heap.MapOf(heap.Field(array, 24 + (i * 8)));
            if (text is { Type: < InstanceTypes.FirstNonString })
                texts++;
            else if (text is { Type: not InstanceTypes.Oddball })
                return false;
        }
        return texts > 0;
    }

    void Scan(MemoryRange range, HashSet<ulong> handles, JobQueues jobs)
    {
        for (long at = 0; at + 8 <= range.Length; at += 8)
        {
            // The heap itself is no root; its pages begin at multiples of their size.
            ulong address = range.Start + (ulong)at;
            if ((address & (V8Page.Unit - 1)) == 0 && heap.Pages.Find(address) is >= 0 and var unit && heap.Pages.Units[unit].Left(address) is > 0 and var left)
            {
                at += Math.Min(left, (long)V8Page.Unit) - 8;
                at &= ~7L;
                continue;
            }
            byte* word = range.Pointer + at;
            if (word[HandleIndex < range.Length - at ? HandleIndex : 0] == 0 && range.Length - at >= HandlesOfBlock * HandleBytes && IsBlock(word))
            {
                AddHandles(word, handles);
                at += (HandlesOfBlock * HandleBytes) - 8;
                continue;
            }
            ulong value = *(ulong*)word;
            if ((value & 7) == 1 && heap.Pages.Find(value) >= 0 && heap.MapOf(value) is { Type: >= InstanceTypes.FirstMicrotask and <= InstanceTypes.LastMicrotask })
                jobs.AddJob(address, value);
            else if (range.Length - at >= JobQueues.HeaderBytes)
                jobs.AddIfHeader(address, (long*)word);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsBlock(byte* block)
    {
        for (int i = 1; i < HandlesOfBlock; i++)
        {
            if (block[(i * HandleBytes) + HandleIndex] != i)
                return false;
        }
        return true;
    }

    void AddHandles(byte* block, HashSet<ulong> handles)
    {
        const int Strong = 1;
        for (int i = 0; i < HandlesOfBlock; i++)
        {
            byte* record = block + (i * HandleBytes);
            ulong value = heap.Resolve(*(ulong*)record);
            if ((record[HandleState] & 3) == Strong && heap.MapOf(value) is not null)
                handles.Add(value);
        }
    }

    // V8 notes where a thread entered JavaScript. What lies above holds no object: while none runs, nothing on a stack is a root.
    IEnumerable<ulong> Stacks()
    {
        ulong entry = heap.Space.Word(heap.Roots - (ulong)heap.Layout.Roots + (ulong)heap.Layout.EntryStackPointer);
        StoppedThread? thread = entry == 0 ? null : threads.Where(IsEntered).MaxBy(thread => thread.StackPointer);
        if (thread is null)
            yield break;
        foreach (ulong register in thread.Registers.Select(heap.Resolve))
        {
            if (heap.MapOf(register) is not null)
                yield return register;
        }
        for (ulong at = (thread.StackPointer + 7) & ~7UL; at < entry; at += 8)
        {
            ulong word = heap.Resolve(heap.Space.Word(at));
            if ((word & 7) == 1 && heap.MapOf(word) is not null)
                yield return word;
        }

        bool IsEntered(StoppedThread thread) => entry > thread.StackPointer && entry < heap.Space.RangeOf(thread.StackPointer).End;
    }
}
