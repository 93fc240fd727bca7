using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Query;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Query;

/// <summary>Random queries over random graphs against a slow, obvious model. The seed is fixed.</summary>
public sealed class QueryModelTests
{
    const int Seed = 20261121;

    [Fact]
    public void Conditions_choose_what_the_model_chooses()
    {
        var random = new Random(Seed);
        int chosen = 0;
        for (int round = 0; round < 400; round++)
        {
            IndexedHeap heap = IndexedHeap.Build(NextGraph(random), TestContext.Current.CancellationToken);
            (string text, Func<NodeIndex, bool> model) = Condition(heap, random, 3);
            long[] expected = [.. Nodes(heap).Where(model).Select(node => heap.Graph[node].Id)];
            Assert.Equal(expected, Ids(heap, $"nodes where {text} | sort by id"));
            chosen += expected.Length;
        }
        Assert.True(chosen > 1000);
    }

    [Fact]
    public void Steps_lead_where_the_model_goes()
    {
        var random = new Random(Seed + 1);
        for (int round = 0; round < 300; round++)
        {
            IndexedHeap heap = IndexedHeap.Build(NextGraph(random), TestContext.Current.CancellationToken);
            NodeIndex[] start = [.. Nodes(heap).Where(node => heap.Classes.NameOf(node) == "A")];
            Check("edges", node => Edges(heap, node).Where(edge => edge.IsStrong).Select(edge => edge.TargetIndex));
            Check("retainers", node => Nodes(heap).Where(from => Edges(heap, from).Any(edge => edge.IsStrong && edge.TargetIndex == node)));
            Check("dominators", node => DominatorChain.Of(heap, node));
            Check("dominated", node => Nodes(heap).Where(other => DominatorChain.Of(heap, other).Contains(node)));
            Check("dominator", node => DominatorChain.Of(heap, node).Take(1));
            Check(".p", node => Edges(heap, node).Where(edge => edge.Name == "p" && !edge.Type.IsIndexed()).OrderBy(edge => edge.Type != EdgeType.Property).Take(1).Select(edge => edge.TargetIndex));

            void Check(string step, Func<NodeIndex, IEnumerable<NodeIndex>> model) =>
                Assert.Equal(start.SelectMany(model).Distinct().Select(node => heap.Graph[node].Id).Order(), Ids(heap, $"nodes where class = 'A' | follow {step} | sort by id"));
        }
    }

    [Fact]
    public void Groups_have_the_sums_of_the_model_and_count_no_byte_twice()
    {
        var random = new Random(Seed + 2);
        for (int round = 0; round < 300; round++)
        {
            IndexedHeap heap = IndexedHeap.Build(NextGraph(random), TestContext.Current.CancellationToken);
            (string text, Func<NodeIndex, bool> model) = Condition(heap, random, 1);
            NodeIndex[] nodes = [.. Nodes(heap).Where(model)];
            IEnumerable<string> expected = nodes.GroupBy(node => (heap.Classes.NameOf(node), heap.Graph[node].EdgeCount)).Select(group => string.Create(CultureInfo.InvariantCulture,
                $"{group.Key.Item1} {group.Key.EdgeCount} {group.Count()} {group.Sum(node => heap.ShallowSizes[node])} {Retained(heap, [.. group])}"));
            QueryResult result = HeapQuery.Parse($"nodes where {text} | group by class, edges | top 1000").Run(heap, new(), TestContext.Current.CancellationToken);
            Assert.Equal(expected.Order(StringComparer.Ordinal), result.Rows.Select(row => string.Join(' ', row.Select(Shown))).Order(StringComparer.Ordinal));
            Assert.Equal(Retained(heap, nodes), HeapQuery.Parse($"nodes where {text} | count").Run(heap, new(), TestContext.Current.CancellationToken).Rows[0][2].Number);
        }
    }

    [Fact]
    public void The_first_rows_are_those_of_a_full_sort()
    {
        var random = new Random(Seed + 3);
        var sketch = new GraphSketch();
        for (int i = 0; i < 30_000; i++)
            sketch.Link(0, EdgeType.Element, $"{i}", sketch.Add(NodeType.Object, $"C{random.Next(50)}", random.Next(300)));
        IndexedHeap heap = IndexedHeap.Build(sketch.Build(), TestContext.Current.CancellationToken);
        NodeIndex[] sorted = [.. Nodes(heap).OrderByDescending(node => heap.ShallowSizes[node]).ThenBy(heap.Classes.NameOf, StringComparer.Ordinal).ThenBy(node => heap.Graph[node].Id)];
        foreach (int most in (int[])[1, 7, 3000, 40_000])
            Assert.Equal(sorted.Take(most).Select(node => heap.Graph[node].Id), Ids(heap, $"nodes | sort by shallow, class | top {most}"));
    }

    [Fact]
    public void Edges_are_chosen_grouped_and_followed_as_by_the_model()
    {
        var random = new Random(Seed + 4);
        int chosen = 0;
        for (int round = 0; round < 400; round++)
        {
            IndexedHeap heap = IndexedHeap.Build(NextGraph(random), TestContext.Current.CancellationToken);
            (string text, Func<NodeIndex, HeapEdge, bool> model) = EdgeCondition(heap, random, 3);
            (NodeIndex From, HeapEdge Edge)[] expected = [.. Nodes(heap).SelectMany(node => Edges(heap, node).Select(edge => (node, edge))).Where(pair => model(pair.node, pair.edge))];
            Assert.Equal(expected.Select(pair => $"{pair.From.Value} {pair.Edge.Type.Word()} {pair.Edge.Name} {pair.Edge.TargetIndex.Value}"),
                Run(heap, $"edges where {text}").Select(row => $"{row[0].Node.Value} {row[1].Text} {row[2].Text} {row[3].Node.Value}"));
            Assert.Equal(expected.GroupBy(pair => (heap.Classes.NameOf(pair.From), pair.Edge.Name)).Select(group => $"{group.Key.Item1} {group.Key.Name} {group.Count()}").Order(StringComparer.Ordinal),
                Run(heap, $"edges where {text} | group by from.class, name").Select(row => string.Join(' ', row.Select(Shown))).Order(StringComparer.Ordinal));
            Assert.Equal(expected.Select(pair => heap.Graph[pair.From].Id).Distinct().Order(), Ids(heap, $"edges where {text} | follow from | sort by id"));
            Assert.Equal(expected.Select(pair => pair.Edge.Target.Id).Distinct().Order(), Ids(heap, $"edges where {text} | follow to | sort by id"));
            chosen += expected.Length;
        }
        Assert.True(chosen > 5000, $"{chosen}");
    }

    [Fact]
    public void An_edge_leads_from_its_node_however_many_nodes_have_none()
    {
        var sketch = new GraphSketch();
        var random = new Random(Seed + 5);
        for (int i = 0; i < 20_000; i++)
            sketch.Add(NodeType.Object, "C", 1);
        for (int i = 0; i < 3000; i++)
        {
            for (int from = random.Next(sketch.Count), count = random.Next(20) == 0 ? 300 : 1; count > 0; count--)
                sketch.Link(from, EdgeType.Element, $"{count}", 1 + i);
        }
        IndexedHeap heap = IndexedHeap.Build(sketch.Build(), TestContext.Current.CancellationToken);
        Assert.Equal(Nodes(heap).SelectMany(node => Edges(heap, node).Select(_ => heap.Graph[node].Id)), Run(heap, "edges | select from.id").Select(row => (long)row[0].Number));
    }

    static IReadOnlyList<IReadOnlyList<QueryValue>> Run(IndexedHeap heap, string query) =>
        HeapQuery.Parse(query).Run(heap, new() { MostRows = int.MaxValue }, TestContext.Current.CancellationToken).Rows;

    static (string Text, Func<NodeIndex, HeapEdge, bool> Model) EdgeCondition(IndexedHeap heap, Random random, int depth)
    {
        HeapGraph graph = heap.Graph;
        switch (random.Next(depth > 0 ? 10 : 7))
        {
            case 0: return ("type = 'property'", (_, edge) => edge.Type == EdgeType.Property);
            case 1: return ("type in ('weak', 'element')", (_, edge) => edge.Type is EdgeType.Weak or EdgeType.Element);
            case 2: return ("name ~ '^[pq3]'", (_, edge) => edge.Name[0] is 'p' or 'q' or '3');
            case 3: return ("from.class = 'A'", (from, _) => heap.Classes.NameOf(from) == "A");
            case 4: return ("to.retained > 60", (_, edge) => heap.RetainedSizes[edge.TargetIndex] > 60);
            case 5: return ("essential", (_, edge) => heap.IsEssential(edge.Index));
            case 6: return ("to.dominator = 1", (_, edge) => graph[heap.Dominators[edge.TargetIndex]].Id == 1);
            case 7:
                (string inner, Func<NodeIndex, HeapEdge, bool> not) = EdgeCondition(heap, random, depth - 1);
                return ($"not ({inner})", (from, edge) => !not(from, edge));
            default:
                (string left, Func<NodeIndex, HeapEdge, bool> first) = EdgeCondition(heap, random, depth - 1);
                (string right, Func<NodeIndex, HeapEdge, bool> second) = EdgeCondition(heap, random, depth - 1);
                return random.Next(2) == 0 ? ($"({left}) and ({right})", (from, edge) => first(from, edge) && second(from, edge)) : ($"({left} or ({right}))", (from, edge) => first(from, edge) || second(from, edge));
        }
    }

    static long Retained(IndexedHeap heap, NodeIndex[] nodes) =>
        nodes.Where(node => !DominatorChain.Of(heap, node).Any(above => above != node && nodes.Contains(above))).Sum(node => heap.RetainedSizes[node]);

    static (string Text, Func<NodeIndex, bool> Model) Condition(IndexedHeap heap, Random random, int depth)
    {
        HeapGraph graph = heap.Graph;
        int number = random.Next(120);
        switch (random.Next(depth > 0 ? 11 : 8))
        {
            case 0: return ("class = 'A'", node => heap.Classes.NameOf(node) == "A");
            case 1: return ("class ~ '[AB]$'", node => heap.Classes.NameOf(node) is [.., 'A' or 'B']);
            case 2: return ($"retained > {number}", node => heap.RetainedSizes[node] > number);
            case 3: return ($"shallow != {number % 10}", node => heap.ShallowSizes[node] != number % 10);
            case 4: return ($"distance <= {number % 5}", node => heap.Distances[node] is >= 0 and < DistanceIndex.System and var distance && distance <= number % 5);
            case 5: return ("name contains 'b'", node => graph[node].RawName.Contains('b', StringComparison.OrdinalIgnoreCase));
            case 6: return ($"edges >= {number % 4}", node => graph[node].EdgeCount >= number % 4);
            case 7: return ("has(.q)", node => Edges(heap, node).Any(edge => edge.Name == "q"));
            case 8:
                (string inner, Func<NodeIndex, bool> not) = Condition(heap, random, depth - 1);
                return ($"not ({inner})", node => !not(node));
            default:
                (string left, Func<NodeIndex, bool> first) = Condition(heap, random, depth - 1);
                (string right, Func<NodeIndex, bool> second) = Condition(heap, random, depth - 1);
                return random.Next(2) == 0 ? ($"({left}) and ({right})", node => first(node) && second(node)) : ($"({left} or ({right}))", node => first(node) || second(node));
        }
    }

    static HeapGraph NextGraph(Random random)
    {
        NodeType[] types = [NodeType.Object, NodeType.Object, NodeType.Closure, NodeType.Array, NodeType.Hidden, NodeType.String, NodeType.Native];
        EdgeType[] edges = [EdgeType.Property, EdgeType.Property, EdgeType.Element, EdgeType.Context, EdgeType.Internal, EdgeType.Weak];
        var sketch = new GraphSketch();
        int count = random.Next(2, 61);
        for (int i = 1; i < count; i++)
            sketch.Add(types[random.Next(types.Length)], $"{(char)('A' + random.Next(3))}", random.Next(40));
        sketch.Link(0, EdgeType.Shortcut, "global", random.Next(1, count));
        for (int i = random.Next(4 * count); i > 0; i--)
        {
            EdgeType type = edges[random.Next(edges.Length)];
            sketch.Link(random.Next(8) == 0 ? 0 : random.Next(count), type, type.IsIndexed() ? $"{i}" : $"{(char)('p' + random.Next(3))}", random.Next(count));
        }
        return sketch.Build();
    }

    static IEnumerable<NodeIndex> Nodes(IndexedHeap heap) => Enumerable.Range(0, heap.Graph.NodeCount).Select(i => new NodeIndex(i));

    static List<HeapEdge> Edges(IndexedHeap heap, NodeIndex node)
    {
        var list = new List<HeapEdge>();
        foreach (HeapEdge edge in heap.Graph[node].Edges)
            list.Add(edge);
        return list;
    }

    static IEnumerable<long> Ids(IndexedHeap heap, string query) =>
        HeapQuery.Parse(query).Run(heap, new() { MostRows = int.MaxValue }, TestContext.Current.CancellationToken).Rows.Select(row => heap.Graph[row[0].Node].Id);

    static string Shown(QueryValue value) => value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture);
}
