using System.Numerics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Matching;

/// <summary>Numbers for the names of two graphs: equal names have equal numbers.</summary>
sealed class CommonNames
{
    readonly int[] ofEarlier;
    readonly int[] ofLater;
    readonly StringTable earlier;
    readonly int[] buckets;
    readonly int[] next;

    internal CommonNames(StringTable earlier, StringTable later)
    {
        this.earlier = earlier;
        ofEarlier = new int[earlier.Count];
        ofLater = new int[later.Count];
        next = new int[earlier.Count];
        buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, earlier.Count))];
        Array.Fill(buckets, -1);
        for (int name = 0; name < ofEarlier.Length; name++)
        {
            int slot = SlotOf(earlier.Raw(name));
            int found = Find(slot, earlier.Raw(name));
            ofEarlier[name] = found >= 0 ? found : name;
            if (found >= 0)
                continue;
            next[name] = buckets[slot];
            buckets[slot] = name;
        }
        for (int name = 0; name < ofLater.Length; name++)
        {
            ReadOnlySpan<byte> text = later.Raw(name);
            ofLater[name] = Find(SlotOf(text), text) is >= 0 and var found ? found : earlier.Count + name;
        }
    }

    internal int OfEarlier(int name) => ofEarlier[name];

    internal int OfLater(int name) => ofLater[name];

    int Find(int slot, ReadOnlySpan<byte> text)
    {
        for (int name = buckets[slot]; name >= 0; name = next[name])
        {
            if (earlier.Raw(name).SequenceEqual(text))
                return name;
        }
        return -1;
    }

    int SlotOf(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode() & (buckets.Length - 1);
    }
}
