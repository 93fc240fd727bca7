using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>What the keys of a collection look like.</summary>
/// <param name="Words">In words, to follow "its keys look like".</param>
/// <param name="Example">One of them.</param>
sealed record KeyPattern(string Words, string Example);

/// <summary>
/// Tells keys that are made while a program serves (identifiers, times, addresses, running numbers) from those that somebody wrote
/// down. A table of the former grows with the work, one of the latter does not.
/// </summary>
static class KeyPatterns
{
    const int MostRead = 400;
    const int FewestKeys = 20;
    const double NearlyAll = 0.8;
    const int KeysPerTemplate = 10;
    const int LongestExample = 40;

    static readonly (string Words, Func<string, bool> Fits)[] patterns =
    [
        ("UUIDs", IsUuid),
        ("times", IsTime),
        ("addresses", IsAddress),
        ("random identifiers", IsHexadecimal),
    ];

    /// <summary>The pattern of the keys of a Map or Set, or of the property names of an object; <see langword="null"/> when there is none.</summary>
    internal static KeyPattern? Of(HeapNode holder)
    {
        List<string> keys = [.. (CollectionEntries.Find(holder, MostRead) is { } entries ? KeysOf(holder.Graph, entries) : PropertiesOf(holder)).Take(MostRead)];
        if (keys.Count < FewestKeys)
            return null;
        foreach ((string words, Func<string, bool> fits) in patterns)
        {
            if (keys.Count(fits) >= keys.Count * NearlyAll)
                return new(words, Example(keys.Last(fits)));
        }
        // "user-17" and "user-18" are one template.
        List<string> numbered = [.. keys.Where(key => key.Any(char.IsAsciiDigit))];
        bool isCounted = numbered.Count >= keys.Count * NearlyAll && numbered.Select(Template).Distinct().Count() * KeysPerTemplate <= numbered.Count;
        return isCounted ? new("running numbers", Example(numbered[^1])) : null;
    }

    static IEnumerable<string> KeysOf(HeapGraph graph, CollectionEntries entries) =>
        entries.Entries.Where(e => e.Key is not null).Select(e => graph[e.Key!.Value]).Where(n => n.Type is not NodeType.Symbol).Select(PrimitiveValues.Of).OfType<string>();

    static IEnumerable<string> PropertiesOf(HeapNode holder)
    {
        foreach (HeapEdge edge in holder.Edges)
        {
            if (edge.Type == EdgeType.Property && !edge.HasName("__proto__"u8))
                yield return edge.Name;
        }
    }

    static bool IsUuid(string key) => Guid.TryParseExact(key, "D", out _);

    // Milliseconds or seconds since 1970, in this century up to 2065, or the ISO form.
    static bool IsTime(string key) =>
        (key.Length is 13 or 10 && key[0] is '1' or '2' && key.All(char.IsAsciiDigit))
        || (key.Length > 10 && key[4] == '-' && key[7] == '-' && key[10] is 'T' or ' ' && char.IsAsciiDigit(key[0]));

    static bool IsAddress(string key) => key.Contains("://", StringComparison.Ordinal) || (key.StartsWith('/') && key.Any(char.IsAsciiDigit) && key.Contains('?', StringComparison.Ordinal));

    static bool IsHexadecimal(string key) => key.Length >= 16 && key.All(char.IsAsciiHexDigit) && key.Any(char.IsAsciiDigit);

    static string Template(string key)
    {
        var template = new StringBuilder(key.Length);
        foreach (char c in key)
        {
            if (!char.IsAsciiDigit(c))
                template.Append(c);
            else if (template.Length == 0 || template[^1] != '#')
                template.Append('#');
        }
        return template.ToString();
    }

    static string Example(string key) => key.Length <= LongestExample ? key : string.Concat(key.AsSpan(0, LongestExample), "…");
}
