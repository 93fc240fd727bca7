using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The first fields of an object in a line, as a debugger shows them: <c>{name: "Ada", age: 36, friends: Array}</c>.</summary>
public static class ObjectPreview
{
    const int MostFields = 8;
    const int LongestValue = 30;
    const int LongestText = 160;

    /// <summary>The preview; empty for what is no object, or has no fields that the file knows.</summary>
    public static string Of(HeapNode node)
    {
        if (node.Type != NodeType.Object)
            return "";
        var fields = new List<string>();
        bool isArray = node.HasName("Array"u8);
        int length = 0;
        bool isCut = false;
        foreach (HeapEdge edge in node.Edges)
        {
            if (FieldOf(edge, isArray) is not { } field)
                continue;
            isCut = fields.Count == MostFields || length + field.Length > LongestText;
            if (isCut)
                break;
            fields.Add(field);
            length += field.Length;
        }
        if (fields.Count == 0)
            return "";
        var text = new StringBuilder().Append(isArray ? '[' : '{').AppendJoin(", ", fields).Append(isCut ? ", …" : "");
        return text.Append(isArray ? ']' : '}').ToString();
    }

    static string? FieldOf(HeapEdge edge, bool isArray) => edge.Type switch
    {
        EdgeType.Element => isArray ? ValueOf(edge.Target) : $"{edge.Name}: {ValueOf(edge.Target)}",
        EdgeType.Property when !isArray && !edge.HasName("__proto__"u8) && !edge.Target.HasName("system / AccessorPair"u8) => $"{edge.Name}: {ValueOf(edge.Target)}",
        _ => null,
    };

    static string ValueOf(HeapNode node) => PrimitiveValues.Of(node) is { } value
        ? node.Type is NodeType.String or NodeType.ConsString or NodeType.SlicedString ? $"\"{Shorten(value)}\"" : Shorten(value)
        : node.Type switch
        {
            NodeType.Closure => "function",
            NodeType.Number => "number",
            _ => Shorten(node.RawName),
        };

    static string Shorten(string text) => text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue), "…");
}
