using System.Globalization;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Postmortem.Graph;

/// <summary>
/// The strings of a graph, each once. A heap may have millions, so only 96 bits of each are kept to know it again: ten million strings
/// make it a matter of 1 in 10^15 that two of them share those.
/// </summary>
sealed class NameTable
{
    const int FirstSlots = 1 << 12;

    readonly StringTableBuilder strings = new();
    readonly List<int> numbers = [];
    Slot[] slots = new Slot[FirstSlots];
    int count;

    internal int Of(string text)
    {
        (ulong key, uint check) = HashOf(text);
        ref Slot slot = ref Find(slots, key, check);
        if (slot.Number > 0)
            return slot.Number - 1;
        int index = strings.Add(text);
        slot = new(key, check, index + 1);
        if (++count * 3L > slots.Length * 2L)
            Grow();
        return index;
    }

    /// <summary>A number as a name: edges of V8's own arrays have such.</summary>
    internal int Of(int number)
    {
        while (numbers.Count <= number)
            numbers.Add(-1);
        if (numbers[number] < 0)
            numbers[number] = Of(number.ToString(CultureInfo.InvariantCulture));
        return numbers[number];
    }

    internal StringTable Build() => strings.Build();

    static ref Slot Find(Slot[] slots, ulong key, uint check)
    {
        int at = (int)(key >> 20) & (slots.Length - 1);
        while (slots[at].Number > 0 && (slots[at].Key != key || slots[at].Check != check))
            at = (at + 1) & (slots.Length - 1);
        return ref slots[at];
    }

    void Grow()
    {
        var larger = new Slot[slots.Length * 2];
        foreach (Slot slot in slots)
        {
            if (slot.Number > 0)
                Find(larger, slot.Key, slot.Check) = slot;
        }
        slots = larger;
    }

    static (ulong Key, uint Check) HashOf(string text)
    {
        ulong key = (ulong)text.Length * 0x9E3779B97F4A7C15;
        ulong check = key;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (ulong word in words)
            Mix(word);
        foreach (char rest in text.AsSpan(words.Length * 4))
            Mix(rest);
        return (key ^ (key >> 29), (uint)(check >> 32));

        void Mix(ulong word)
        {
            key = (key ^ word) * 0xFF51AFD7ED558CCD;
            key ^= key >> 32;
            check = (check + word) * 0xC4CEB9FE1A85EC53;
            check ^= check >> 29;
        }
    }

    readonly record struct Slot(ulong Key, uint Check, int Number);
}
