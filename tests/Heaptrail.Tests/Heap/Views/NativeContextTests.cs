using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class NativeContextTests
{
    [Fact]
    public void An_object_belongs_to_the_realm_of_its_shape_and_the_rest_to_the_realms_that_reach_it()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> g(object:1); g -internal[map]-> m1(object shape:2); m1 -internal[map]-> meta1(object shape:4); meta1 -internal[native_context]-> r1(native:8:system / NativeContext)
            g -> h(object:16); h -internal[map]-> m2(object shape:32); m2 -internal[map]-> meta2(object shape:64); meta2 -internal[native_context]-> r2(native:128:system / NativeContext / vm)
            g -> s1(string:256); h -> s2(string:512); g -> both(string:1024); h -> both; root -[5]-> none(string:2048); g ~> weak(string:4096); none -> weak
            """);
        NativeContexts realms = NativeContexts.Build(text.Heap);
        Assert.Equal([new(text["r1"], 1 + 2 + 4 + 8 + 256), new(text["r2"], 16 + 32 + 64 + 128 + 512)], realms.Contexts);
        Assert.Equal((1024, 2048 + 4096), (realms.SharedBytes, realms.OtherBytes));
        Assert.Equal([text["r1"], text["r2"]], NativeContexts.Find(text.Graph));

        using NativeContextOwners owners = NativeContextOwners.Build(text.Graph);
        Assert.Equal((text["r1"], text["r2"], NodeIndex.None), (owners.OwnerOf(text["s1"]), owners.OwnerOf(text["s2"]), owners.OwnerOf(text["both"])));
        Assert.Equal((true, false, false, true), (owners.IsShared(text["both"]), owners.IsShared(text["none"]), owners.IsOfNone(text["both"]), owners.IsOfNone(text["none"])));
    }

    [Fact]
    public void Every_node_belongs_where_the_slow_model_says()
    {
        var random = new Random(7);
        int shared = 0;
        for (int run = 0; run < 300; run++)
        {
            HeapGraph graph = Realms(random);
            using NativeContextOwners owners = NativeContextOwners.Build(graph);
            HashSet<int>[] expected = ReachedBy(graph, owners.Contexts);
            for (int i = 0; i < graph.NodeCount; i++)
            {
                var node = new NodeIndex(i);
                Assert.Equal(expected[i].Count == 1 ? expected[i].Single() : -1, owners.OwnerOf(node).Value);
                Assert.Equal((expected[i].Count == 0, expected[i].Count > 1), (owners.IsOfNone(node), owners.IsShared(node)));
                shared += expected[i].Count > 1 ? 1 : 0;
            }
        }
        Assert.True(shared > 100, "the graphs have too few shared nodes to test them");
    }

    // For each node the realms that it belongs to: one by its shape, or all from whose objects a way leads through objects without one.
    static HashSet<int>[] ReachedBy(HeapGraph graph, IReadOnlyList<NodeIndex> contexts)
    {
        int?[] ofShape = [.. Enumerable.Range(0, graph.NodeCount).Select(i => contexts.Contains(new(i)) ? i : RealmOf(graph[new NodeIndex(i)]))];
        HashSet<int>[] result = [.. ofShape.Select(realm => realm is { } one ? new HashSet<int> { one } : [])];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = 0; i < graph.NodeCount; i++)
            {
                foreach (HeapEdge edge in graph[new NodeIndex(i)].Edges)
                {
                    int target = edge.TargetIndex.Value;
                    if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || ofShape[target] is not null)
                        continue;
                    int before = result[target].Count;
                    result[target].UnionWith(result[i]);
                    changed |= result[target].Count > before;
                }
            }
        }
        return result;
    }

    static int? RealmOf(HeapNode node) =>
        node.Follow(EdgeType.Internal, "map"u8)?.Follow(EdgeType.Internal, "map"u8)?.Follow(EdgeType.Internal, "native_context"u8)?.Index.Value;

    static HeapGraph Realms(Random random)
    {
        var sketch = new GraphSketch();
        var shapes = new List<int>();
        for (int realm = random.Next(1, 4); realm > 0; realm--)
        {
            int meta = sketch.Add(NodeType.ObjectShape, "system / Map", 8);
            sketch.Link(meta, EdgeType.Internal, "native_context", sketch.Add(NodeType.Hidden, "system / NativeContext", 8));
            int shape = sketch.Add(NodeType.ObjectShape, "system / Map", 8);
            sketch.Link(shape, EdgeType.Internal, "map", meta);
            shapes.Add(shape);
        }
        int first = sketch.Count;
        for (int i = random.Next(2, 30); i > 0; i--)
        {
            int node = sketch.Add(NodeType.Object, $"n{i}", 8);
            if (random.Next(3) == 0)
                sketch.Link(node, EdgeType.Internal, "map", shapes[random.Next(shapes.Count)]);
        }
        for (int i = random.Next(60); i > 0; i--)
        {
            EdgeType type = (EdgeType[])[EdgeType.Weak, EdgeType.Shortcut, EdgeType.Property, EdgeType.Property, EdgeType.Context] is var types ? types[random.Next(5)] : default;
            sketch.Link(random.Next(4) == 0 ? 0 : random.Next(first, sketch.Count), type, $"e{i}", random.Next(first, sketch.Count));
        }
        return sketch.Build();
    }
}
