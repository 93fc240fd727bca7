using Heaptrail.Heap.Graph;

namespace Heaptrail.Cli.Workflows;

/// <summary>A reference as people write it: <c>@17.cache</c>, <c>@17[3]</c>.</summary>
/// <param name="From">The object that it leaves.</param>
/// <param name="Name">Name of the property, variable or field, or the index.</param>
/// <param name="IsIndex">Whether the name is an index.</param>
readonly record struct EdgeReference(ObjectId From, string Name, bool IsIndex)
{
    /// <summary>Reads it.</summary>
    public static bool TryParse(string text, out EdgeReference reference)
    {
        reference = default;
        int end = text.AsSpan().IndexOfAny('.', '[');
        if (end < 0 || !ObjectId.TryParse(text[..end], out ObjectId from))
            return false;
        bool isIndex = text[end] == '[';
        string name = isIndex ? text[(end + 1)..].TrimEnd(']') : text[(end + 1)..];
        reference = new(from, name, isIndex);
        return name.Length > 0 && (!isIndex || (text[^1] == ']' && uint.TryParse(name, out _)));
    }

    /// <summary>Whether an edge of the object is meant. Weak ones hold nothing and are never meant.</summary>
    public bool Means(HeapEdge edge) => edge.IsStrong && (!IsIndex || edge.Type.IsIndexed() || edge.Type == EdgeType.Internal) && edge.Name == Name;

    public override string ToString() => IsIndex ? $"{From}[{Name}]" : $"{From}.{Name}";
}
