using System.Text;
using System.Text.RegularExpressions;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Matching;

/// <summary>Numbers for the names of two graphs: equal names have equal numbers.</summary>
sealed partial class CommonNames
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
        buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, earlier.Count))];
        Array.Fill(buckets, -1);
        // Names of WeakMap entries have ids in them, and those do not last.
        var entries = new Dictionary<string, int>();
        int more = earlier.Count;
        for (int name = 0; name < ofEarlier.Length; name++)
        {
            ReadOnlySpan<byte> text = earlier.Raw(name);
            if (EntryName(text) is { } entry)
            {
                ofEarlier[name] = NumberOf(entries, entry, ref more);
                continue;
            }
            int found = Find(text);
            ofEarlier[name] = found >= 0 ? found : name;
            if (found < 0)
                Add(name, text);
        }
        for (int name = 0; name < ofLater.Length; name++)
        {
            ReadOnlySpan<byte> text = later.Raw(name);
            ofLater[name] = EntryName(text) is { } entry ? NumberOf(entries, entry, ref more) : Find(text) is >= 0 and var found ? found : more++;
        }
    }

    internal int OfEarlier(int name) => ofEarlier[name];

    internal int OfLater(int name) => ofLater[name];

    static int NumberOf(Dictionary<string, int> entries, string entry, ref int more)
    {
        if (!entries.TryGetValue(entry, out int number))
            entries.Add(entry, number = more++);
        return number;
    }

    static string? EntryName(ReadOnlySpan<byte> text) =>
        text.Length > 0 && text[^1] == ')' && text[0] is >= (byte)'0' and <= (byte)'9' && text.IndexOf(" / part of key ("u8) > 0
            ? Changing().Replace(Encoding.UTF8.GetString(text), "")
            : null;

    [GeneratedRegex("^[0-9]+|@[0-9]+")]
    private static partial Regex Changing();

    int Find(ReadOnlySpan<byte> text)
    {
        for (int name = buckets[SlotOf(text)]; name >= 0; name = next[name])
        {
            if (earlier.Raw(name).SequenceEqual(text))
                return name;
        }
        return -1;
    }

    void Add(int name, ReadOnlySpan<byte> text)
    {
        ref int bucket = ref buckets[SlotOf(text)];
        next[name] = bucket;
        bucket = name;
    }

    int SlotOf(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode() & (buckets.Length - 1);
    }
}
