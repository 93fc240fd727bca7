namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Finds the objects that are alive, as V8's collector would: from the roots over strong pointers. The values of a WeakMap are alive
/// when their keys are.
/// </summary>
sealed unsafe class Marker(V8Heap heap)
{
    // Bytes from the start of a WeakRef to what it does not hold.
    const int WeakRefTarget = 24;

    readonly Stack<ulong> open = [];
    readonly List<ulong> ephemeronTables = [];
    readonly List<ulong> globals = [];

    /// <summary>Tables of WeakMaps and WeakSets that are alive.</summary>
    internal IReadOnlyList<ulong> EphemeronTables => ephemeronTables;

    /// <summary>The global objects, by address: one for each context.</summary>
    internal IEnumerable<ulong> Globals => globals.Order();

    /// <summary>Pointers that were followed, and how many of them led to no object.</summary>
    internal long Pointers { get; private set; }

    /// <summary>See <see cref="Pointers"/>.</summary>
    internal long Astray { get; private set; }

    /// <summary>Pointers that led to where an object was before the collector moved it.</summary>
    internal long Moved { get; private set; }

    /// <summary>Marks everything.</summary>
    internal void Mark(IEnumerable<RootSet> roots, CancellationToken cancel)
    {
        foreach (ulong root in roots.SelectMany(set => set.Objects))
            Push(root);
        do
        {
            Drain(cancel);
        }
        while (PushValuesOfLiveKeys());
    }

    // Returns whether there is an object.
    bool Push(ulong pointer)
    {
        int found = heap.Pages.Find(pointer);
        if (found < 0)
            return false;
        PageTable.Unit unit = heap.Pages.Units[found];
        if (unit.IsMarked(pointer))
            return true;
        if (!unit.Holds(pointer - 1) || heap.MapOf(pointer) is null)
            return false;
        unit.Mark(pointer);
        open.Push(pointer);
        return true;
    }

    void Drain(CancellationToken cancel)
    {
        const int Often = 0xFFFFF;
        long visited = 0;
        while (open.TryPop(out ulong pointer))
        {
            if ((++visited & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            Visit(pointer);
        }
    }

    void Visit(ulong pointer)
    {
        MapInfo map = heap.MapOf(pointer)!;
        byte* at = heap.At(pointer);
        Push(map.Address);
        int type = map.Type;
        if (heap.IsCollecting)
            FollowMoved(at, heap.SizeOf(pointer, map).Words);
        if (type == heap.Types.JSWeakMap || type == heap.Types.JSWeakSet)
        {
            MarkTable(*(ulong*)(at + 24));
            VisitWords(at, 3, 1);
            return;
        }
        (_, int words) = heap.SizeOf(pointer, map);
        if (type == heap.Types.WeakCell)
        {
            int target = heap.Layout.WeakCellTarget / 8;
            VisitWords(at, target, 1);
            VisitWords(at, words, target + 2);
        }
        else if (type == heap.Types.JSWeakRef)
        {
            VisitWords(at, WeakRefTarget / 8, 1);
            VisitWords(at, words, (WeakRefTarget / 8) + 1);
        }
        else
        {
            if (InstanceTypes.IsIn(heap.Types.FixedArrays, type) || InstanceTypes.IsIn(heap.Types.Contexts, type))
                VisitTagged(at, words);
            else
                VisitWords(at, words, type == heap.Types.Map ? 3 : 1);
            if (type == heap.Types.GlobalObject)
                globals.Add(pointer);
        }
    }

    // Does for an object what the collector had not come to, so that whoever reads it later finds all as it will be. Its pages are
    // copies of our own.
    void FollowMoved(byte* at, int words)
    {
        for (int i = 1; i < words; i++)
        {
            ulong* slot = (ulong*)at + i;
            if (heap.Resolve(*slot) is var place && place != *slot)
            {
                *slot = place;
                Moved++;
            }
        }
    }

    void VisitWords(byte* at, int words, int first)
    {
        for (int i = first; i < words; i++)
        {
            ulong word = *(ulong*)(at + (i * 8));
            if ((word & 7) == 1)
                Push(word);
        }
    }

    // In arrays and contexts every word is tagged, so that a pointer that leads to nothing is a sign of a wrong layout.
    void VisitTagged(byte* at, int words)
    {
        for (int i = 2; i < words; i++)
        {
            ulong word = *(ulong*)(at + (i * 8));
            if (!V8Heap.IsPointer(word))
                continue;
            Pointers++;
            if ((word & 7) != 1 || !Push(word))
                Astray++;
        }
    }

    // The table is alive, but it holds its values only together with their keys.
    void MarkTable(ulong table)
    {
        if (heap.MapOf(table) is not { } map || !heap.Pages.Units[heap.Pages.Find(table)].Mark(table))
            return;
        Push(map.Address);
        if (heap.IsCollecting)
            FollowMoved(heap.At(table), heap.SizeOf(table, map).Words);
        ephemeronTables.Add(table);
    }

    bool PushValuesOfLiveKeys()
    {
        foreach (ulong table in ephemeronTables.ToArray())
        {
            foreach ((ulong key, ulong value) in EphemeronTable.Entries(heap, table))
            {
                if (IsMarked(key) && V8Heap.IsPointer(value))
                    Push(value);
            }
        }
        return open.Count > 0;
    }

    internal bool IsMarked(ulong pointer) => heap.Pages.Find(pointer) is >= 0 and var unit && heap.Pages.Units[unit].IsMarked(pointer);
}
