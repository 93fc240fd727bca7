using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Query;

/// <summary>Texts: the key is a number of a text.</summary>
abstract class TextReader(QueryUnit unit = QueryUnit.Text) : Reader(unit)
{
    protected abstract string TextOf(long key);

    internal override QueryValue ValueOf(long key) => QueryValue.Of(TextOf(key));

    internal override int Compare(long a, long b) => a == b ? 0 : string.CompareOrdinal(TextOf(a), TextOf(b));

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right)
    {
        var test = new TextTest(comparison, right);
        return key => test.Holds(TextOf(key));
    }
}

/// <summary>Classes: the key is that of the class index.</summary>
sealed class ClassReader(IndexedHeap heap) : TextReader
{
    internal override int KeyLimit => heap.Classes.Count;

    internal override long KeyOf(int row) => heap.Classes[new NodeIndex(row)].Value;

    protected override string TextOf(long key) => heap.Classes.NameOf(new ClassId((int)key));
}

/// <summary>Types of nodes in V8's words.</summary>
sealed class TypeReader(HeapGraph graph) : TextReader
{
    internal override int KeyLimit => 256;

    internal override long KeyOf(int row) => (long)graph[new NodeIndex(row)].Type;

    protected override string TextOf(long key) => graph.TypeName((NodeType)key);
}

/// <summary>Names: the key is the index of the string; joined strings, which have none, get further ones.</summary>
sealed class NameReader(HeapGraph graph) : TextReader
{
    readonly Dictionary<string, int> numbers = [];
    readonly List<string> joined = [];

    internal override int KeyLimit => graph.Strings.Count;

    internal override long KeyOf(int row)
    {
        HeapNode node = graph[new NodeIndex(row)];
        return node.Type == NodeType.ConsString ? KeyOf(NodeNames.Of(node)) : node.NameIndex;
    }

    internal string this[long key] => TextOf(key);

    internal override IReadOnlyDictionary<long, long>? Aliases(IEnumerable<long> keys)
    {
        if (joined.Count == 0)
            return null;
        var first = new Dictionary<string, long>();
        var aliases = new Dictionary<long, long>();
        foreach (long key in keys)
        {
            if (key != Missing && !first.TryAdd(TextOf(key), key))
                aliases[key] = first[TextOf(key)];
        }
        return aliases;
    }

    internal bool Holds(TextTest test, long key) => key < graph.Strings.Count ? test.Holds(graph.Strings, (int)key) : test.Holds(TextOf(key));

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right)
    {
        var test = new TextTest(comparison, right);
        return key => Holds(test, key);
    }

    protected override string TextOf(long key)
    {
        if (key < graph.Strings.Count)
            return graph.Strings[(int)key];
        lock (joined)
            return joined[(int)key - graph.Strings.Count];
    }

    long KeyOf(string text)
    {
        lock (joined)
        {
            if (!numbers.TryGetValue(text, out int number))
            {
                numbers.Add(text, number = joined.Count);
                joined.Add(text);
            }
            return (long)graph.Strings.Count + number;
        }
    }
}

/// <summary>
/// What a property leads to: the text of a string, a number, one of V8's oddballs (true, null, …), or the name of any other object.
/// The key is the key of the name and, in the lowest two bits, which of these it is.
/// </summary>
sealed class PropertyReader(HeapGraph graph, NameReader names) : Reader(QueryUnit.Any)
{
    const long Text = 0;
    const long Number = 1;
    const long Oddball = 2;
    const long Other = 3;

    internal override long KeyOf(int row)
    {
        HeapNode node = graph[new NodeIndex(row)];
        switch (node.Type)
        {
            case NodeType.String or NodeType.ConsString or NodeType.SlicedString:
                return KeyOf(node, Text);
            case NodeType.Number or NodeType.BigInt:
                // Only snapshots taken with numeric values have it.
                return KeyOf(node.Follow(EdgeType.Internal, "value"u8) ?? node, Number);
            case NodeType.Hidden:
                // From V8 13 on an oddball is named by its text; before, it leads to it.
                return KeyOf(node.HasName("system / Oddball"u8) ? FirstString(node) : node, Oddball);
            default:
                return KeyOf(node, Other);
        }
    }

    internal override QueryValue ValueOf(long key)
    {
        string text = names[key >> 2];
        return (key & 3) == Number && NumberReader.Parse(text) is var number && !double.IsNaN(number) ? QueryValue.Of(number, QueryUnit.Number) : QueryValue.Of(text);
    }

    internal override int Compare(long a, long b)
    {
        double left = NumberOf(a);
        double right = NumberOf(b);
        // Whatever is no number is less than every number.
        return !double.IsNaN(left) || !double.IsNaN(right) ? left.CompareTo(right) : names.Compare(a >> 2, b >> 2);
    }

    internal override IReadOnlyDictionary<long, long>? Aliases(IEnumerable<long> keys)
    {
        long[] all = [.. keys];
        if (names.Aliases(all.Where(key => key != Missing).Select(key => key >> 2).Distinct()) is not { } texts)
            return null;
        return all.Where(key => key != Missing && texts.ContainsKey(key >> 2)).ToDictionary(key => key, key => (texts[key >> 2] << 2) | (key & 3));
    }

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right)
    {
        if (right.Kind == LiteralKind.Number)
            return key => NumberOf(key) is var number && !double.IsNaN(number) && NumberReader.Holds(number, comparison, right.Number);
        var test = new TextTest(comparison, right);
        return right.Kind == LiteralKind.Word
            ? key => (key & 3) == Oddball && names.Holds(test, key >> 2)
            : key => (key & 3) is Text or Other && names.Holds(test, key >> 2);
    }

    double NumberOf(long key) => (key & 3) == Number ? NumberReader.Parse(names[key >> 2]) : double.NaN;

    long KeyOf(HeapNode text, long kind) => (names.KeyOf(text.Index.Value) << 2) | kind;

    static HeapNode FirstString(HeapNode oddball)
    {
        foreach (HeapEdge edge in oddball.Edges)
        {
            if (edge.Type == EdgeType.Hidden && edge.Target.Type == NodeType.String)
                return edge.Target;
        }
        return oddball;
    }
}
