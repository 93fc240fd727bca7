using System.Collections.Immutable;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>Makes readers of what a query asks of nodes, and the steps from node to node.</summary>
sealed class ReaderFactory(IndexedHeap heap, Func<ObjectLocation, ObjectPosition> show)
{
    readonly HeapGraph graph = heap.Graph;
    readonly Lazy<HolderIndex> holders = new(() => new HolderIndex(heap));
    readonly Lazy<PlaceIndex> places = new(() => new PlaceIndex(heap, show));
    readonly Lazy<HashSet<int>> detached = new(() => DetachedNodes.Of(heap.Graph));
    readonly NameReader names = new(heap.Graph);

    internal Reader For(QueryExpression expression) => expression switch
    {
        FieldExpression { Field: var field, Steps: var steps } => Stepping(Of(field), steps),
        PathExpression { Steps: var steps } => Stepping(new PropertyReader(graph, names), steps),
        _ => throw new InvalidOperationException(expression.Title),
    };

    /// <summary>The node that steps lead to; -1 when one of them leads nowhere.</summary>
    internal Func<int, int> StepsOf(ImmutableArray<QueryStep> steps)
    {
        Func<int, int>[] each = [.. steps.Select(StepOf)];
        return each is [var only] ? only : node =>
        {
            for (int i = 0; i < each.Length && node >= 0; i++)
                node = each[i](node);
            return node;
        };
    }

    Reader Stepping(Reader reader, ImmutableArray<QueryStep> steps) => steps.IsEmpty ? reader : new SteppingReader(reader, StepsOf(steps));

    Reader Of(QueryField field) => field switch
    {
        QueryField.Object => new NodeReader(heap, holders.Value, node => node, showsReference: false),
        QueryField.Id => Number(QueryUnit.Id, node => graph[node].Id),
        QueryField.Class => new ClassReader(heap),
        QueryField.Name => names,
        QueryField.Type => new TypeReader(graph),
        QueryField.Shallow => Number(QueryUnit.Bytes, node => heap.ShallowSizes[node]),
        QueryField.Retained => Number(QueryUnit.Bytes, node => heap.RetainedSizes[node]),
        QueryField.Distance => Number(QueryUnit.Number, node => heap.Distances[node] is >= 0 and < DistanceIndex.System and var distance ? distance : double.NaN),
        QueryField.Edges => Number(QueryUnit.Count, node => graph[node].EdgeCount),
        QueryField.Retainers => Number(QueryUnit.Count, CountRetainers),
        QueryField.Detached => Number(QueryUnit.Flag, node => detached.Value.Contains(node.Value) ? 1 : 0),
        QueryField.File or QueryField.Location => new PlaceReader(places.Value, field),
        QueryField.Line => Number(QueryUnit.Number, node => places.Value.LineOf(node)),
        QueryField.Holder => new NodeReader(heap, holders.Value, node => holders.Value[new(node)].Value, showsReference: true),
        _ => new NodeReader(heap, holders.Value, node => heap.Dominators[new(node)].Value, showsReference: false),
    };

    static NumberReader Number(QueryUnit unit, Func<NodeIndex, double> read) => new(unit, node => read(new(node)));

    double CountRetainers(NodeIndex node)
    {
        int count = 0;
        foreach (HeapEdge edge in heap.Retainers[node])
            count += edge.IsStrong ? 1 : 0;
        return count;
    }

    Func<int, int> StepOf(QueryStep step)
    {
        switch (step)
        {
            case ElementStep { Index: var index }:
                return node => ElementOf(node, index);
            case HolderStep:
                HolderIndex known = holders.Value;
                return node => known[new(node)].Value;
            case NameStep { Name: var name }:
                int code = CodeOf(name);
                return code < 0 ? _ => -1 : node => NamedBy(node, code);
            default:
                return node => node == 0 ? -1 : heap.Dominators[new(node)].Value;
        }
    }

    // A property goes first; a variable or a field of V8's own only counts where there is none of this name.
    int NamedBy(int node, int name)
    {
        int other = -1;
        foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
        {
            if (edge.NameOrIndex != name || edge.Type.IsIndexed())
                continue;
            if (edge.Type == EdgeType.Property)
                return edge.TargetIndex.Value;
            if (other < 0)
                other = edge.TargetIndex.Value;
        }
        return other;
    }

    int ElementOf(int node, uint index)
    {
        foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
        {
            if (edge.Type == EdgeType.Element && unchecked((uint)edge.NameOrIndex) == index)
                return edge.TargetIndex.Value;
        }
        return -1;
    }

    // The file may write a name with escapes, then it has to be looked for by what it says.
    int CodeOf(string name)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(name);
        int plain = graph.Strings.IndexOf(utf8);
        if (plain >= 0 || (name.All(char.IsAscii) && !name.Any(c => c is '"' or '\\' or '/' || char.IsControl(c))))
            return plain;
        for (int i = 0; i < graph.Strings.Count; i++)
        {
            if (graph.Strings.Raw(i).Contains((byte)'\\') && graph.Strings[i] == name)
                return i;
        }
        return -1;
    }
}
