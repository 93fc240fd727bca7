using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>What the keys of a Map, Set or object look like: it tells why they never repeat.</summary>
enum KeyKind
{
    Unknown,
    Objects,
    Addresses,
    Times,
    Identifiers,
    Numbers,
    Texts,
}

/// <summary>Looks at some keys of a container.</summary>
static class CacheKeys
{
    const int Most = 64;
    const double Nearly = 0.8;
    // 2001 to 2286 in milliseconds.
    const long EarliestTime = 1_000_000_000_000;
    const long LatestTime = 9_999_999_999_999;
    const int ShortestIdentifier = 16;

    internal static KeyKind Of(LeakSituation situation)
    {
        HeapNode holder = situation.Anchor;
        if (CollectionEntries.Find(holder, Most) is { Kind: not CollectionKind.Set } entries)
            return OfEntries(situation, entries);
        return situation.HolderClass is "Array" or "Set" ? KeyKind.Unknown : OfTexts([.. PropertyNames(holder)]);
    }

    static KeyKind OfEntries(LeakSituation situation, CollectionEntries entries)
    {
        List<HeapNode> keys = [.. entries.Entries.Where(e => e.Key is not null).Select(e => situation.Heap.Graph[e.Key!.Value])];
        // A key that is a small integer is not in the file.
        if (keys.Count == 0)
            return entries.Entries.Count > 0 ? KeyKind.Numbers : KeyKind.Unknown;
        int objects = keys.Count(key => key.Type is NodeType.Object or NodeType.Closure);
        if (objects >= keys.Count * Nearly)
            return KeyKind.Objects;
        return OfTexts([.. keys.Where(key => key.Type is NodeType.String or NodeType.ConsString or NodeType.SlicedString).Select(NodeNames.Of)]);
    }

    static IEnumerable<string> PropertyNames(HeapNode holder)
    {
        int count = 0;
        foreach (HeapEdge edge in holder.Edges)
        {
            if (edge.Type is not (EdgeType.Property or EdgeType.Element) || edge.HasName("__proto__"u8) || edge.HasName("map"u8))
                continue;
            if (count++ == Most)
                yield break;
            yield return edge.Name;
        }
    }

    static KeyKind OfTexts(IReadOnlyList<string> keys)
    {
        if (keys.Count < 2)
            return KeyKind.Unknown;
        bool Most(Func<string, bool> fits) => keys.Count(fits) >= keys.Count * Nearly;
        if (Most(IsTime))
            return KeyKind.Times;
        if (Most(key => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return KeyKind.Numbers;
        if (Most(key => key.StartsWith('/') || key.Contains("://", StringComparison.Ordinal)))
            return KeyKind.Addresses;
        return Most(IsIdentifier) ? KeyKind.Identifiers : KeyKind.Texts;
    }

    static bool IsTime(string key) =>
        (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is >= EarliestTime and <= LatestTime)
        || (key.Length >= "2026-01-01T00:00".Length && key[4] == '-' && key[7] == '-' && key[10] == 'T');

    // UUIDs, hashes and tokens: long, without spaces, letters and digits mixed.
    static bool IsIdentifier(string key) =>
        key.Length >= ShortestIdentifier && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '=' or '+') && key.Any(char.IsAsciiDigit) && key.Any(char.IsAsciiLetter);
}
