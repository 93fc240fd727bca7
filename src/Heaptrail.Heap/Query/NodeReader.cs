using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Query;

/// <summary>Nodes that other nodes lead to, or the rows' own: the key is the position in the graph.</summary>
sealed class NodeReader(IndexedHeap heap, HolderIndex holders, Func<int, int> nodeOf, bool showsReference) : TextReader(QueryUnit.Node)
{
    internal override int KeyLimit => heap.Graph.NodeCount;

    internal override long KeyOf(int row) => nodeOf(row) is >= 0 and var node ? node : Missing;

    internal override QueryValue ValueOf(long key) => QueryValue.Of(NodeOf(key), showsReference ? holders.ReferenceTo(NodeOf(key)) : null);

    internal override int Compare(long a, long b) => heap.Graph[NodeOf(a)].Id.CompareTo(heap.Graph[NodeOf(b)].Id);

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right) => right.Kind == LiteralKind.Number
        ? key => heap.Graph[NodeOf(key)].Id == right.Number
        : base.TestOne(comparison, right);

    // What the table shows of it, but for the id.
    protected override string TextOf(long key)
    {
        NodeIndex node = NodeOf(key);
        string name = heap.Classes.NameOf(node);
        if (heap.Graph[node].Type != NodeType.Object && NodeNames.Of(heap.Graph[node]) is { Length: > 0 } own && own != name)
            name += $" {own}";
        return showsReference && holders.ReferenceTo(node) is { } reference ? $"{name} ({reference})" : name;
    }

    static NodeIndex NodeOf(long key) => new((int)key);
}
