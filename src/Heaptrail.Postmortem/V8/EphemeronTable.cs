namespace Heaptrail.Postmortem.V8;

/// <summary>The hash table of a WeakMap or WeakSet: number of elements, of deleted ones, capacity, and then pairs of key and value.</summary>
static class EphemeronTable
{
    const int Length = 8;
    const int Capacity = 32;
    const int FirstWord = 16;

    internal static IEnumerable<(ulong Key, ulong Value)> Entries(V8Heap heap, ulong table)
    {
        int length = V8Heap.SmallOf(heap.Field(table, Length));
        int capacity = V8Heap.SmallOf(heap.Field(table, Capacity));
        int first = length - (capacity * 2);
        if (capacity < 0 || first < 3)
            yield break;
        for (int i = 0; i < capacity; i++)
        {
            int offset = FirstWord + ((first + (i * 2)) * 8);
            ulong key = heap.Field(table, offset);
            // Empty and deleted places hold oddballs.
            if (heap.MapOf(key) is { Type: not InstanceTypes.Oddball })
                yield return (key, heap.Field(table, offset + 8));
        }
    }
}
