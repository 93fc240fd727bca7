using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heaptrail.Heap.Indices;

/// <summary>Property names as they stand in the name of a plain object: <c>{url, date}</c>.</summary>
static class PropertyNames
{
    static readonly SearchValues<char> Confusing = SearchValues.Create(",'\"{}");
    static readonly JsonEncodedText Proto = JsonEncodedText.Encode("__proto__");

    /// <summary>The name, in quotes when it has characters of the notation itself.</summary>
    internal static string Format(string name) =>
        name.AsSpan().ContainsAny(Confusing) ? $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name)}\"" : name;

    internal static bool IsPrototype(Graph.StringTable strings, int name) => strings.Equals(name, Proto.EncodedUtf8Bytes);
}
