using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Text;

/// <summary>What an edge is called: its kind in a word and its name.</summary>
public static class EdgeLabel
{
    const int LongestName = 60;

    /// <summary><c>variable sessions</c>, <c>property .user</c>, <c>element [3]</c>, <c>internal table</c>.</summary>
    public static string Of(PathEdge edge) => NameOf(edge) is { Length: > 0 } name ? $"{Words.OfEdge(edge.Type)} {name}" : Words.OfEdge(edge.Type);

    /// <summary>The name alone: <c>sessions</c>, <c>.user</c>, <c>[3]</c>; empty when it has none.</summary>
    public static string NameOf(PathEdge edge)
    {
        string name = Printable.Shorten(edge.Name, LongestName);
        return edge.Type switch
        {
            "element" or "hidden" when name.Length > 0 && name.All(char.IsAsciiDigit) => $"[{name}]",
            "property" when name.Length > 0 => "." + name,
            _ => name,
        };
    }
}
