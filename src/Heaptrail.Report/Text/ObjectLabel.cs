using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Text;

/// <summary>What a node of a heap is called in one line.</summary>
public static class ObjectLabel
{
    const int LongestName = 60;

    /// <summary>Class or name, whichever says more, and the id: <c>Map @17</c>, <c>Function listen @9</c>, <c>"some text" @5</c>.</summary>
    public static string Of(ObjectInfo node) => $"{NameOf(node)} @{node.Id}";

    /// <summary>The same without the id.</summary>
    public static string NameOf(ObjectInfo node)
    {
        string className = Printable.Shorten(node.Class, 2 * LongestName);
        string name = Printable.Shorten(node.Name, LongestName);
        return node.Type switch
        {
            "string" or "concatenated string" or "sliced string" => $"\"{name}\"",
            "closure" or "regexp" => name.Length > 0 ? $"{className} {name}" : className,
            "object" when node.Class == "Object" => name.Length > 0 ? name : className,
            "object" or "native" => className,
            _ => name.Length > 0 ? name : node.Distance is null or 0 && node.Type == "synthetic" ? "(root)" : className,
        };
    }
}
