using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

public sealed class DominatorTests
{
    [Fact]
    public void Random_graphs_agree_with_taking_nodes_away()
    {
        var random = new Random(23);
        int unreached = 0;
        for (int round = 0; round < 600; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
            var model = new SlowModel(graph);
            unreached += graph.NodeCount - model.Live.Count;
            long[] shallow = model.ShallowBytes();
            for (int node = 0; node < graph.NodeCount; node++)
            {
                string where = $"graph {round}, node {node}: ";
                Assert.Equal(where + shallow[node], where + heap.ShallowSizes[new NodeIndex(node)]);
                Assert.Equal(where + model.DominatorOf(node), where + heap.Dominators[new(node)].Value);
                Assert.Equal(where + model.RetainedBytes(node, n => shallow[n]), where + heap.RetainedSizes[new(node)]);
            }
        }
        Assert.InRange(unreached, 100, int.MaxValue); // cliques that nothing reaches did occur
    }

    [Fact]
    public void Every_node_comes_after_its_dominator_in_order()
    {
        var random = new Random(42);
        for (int round = 0; round < 200; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            DominatorTree tree = IndexedHeap.Build(graph, TestContext.Current.CancellationToken).Dominators;
            Assert.Equal(graph.NodeCount, tree.Count);
            var seen = new HashSet<NodeIndex> { NodeIndex.Root };
            for (int place = 0; place < tree.Count; place++)
            {
                Assert.Contains(tree[tree.InOrder(place)], seen);
                Assert.True(seen.Add(tree.InOrder(place)) || place == 0);
            }
            Assert.Equal(graph.NodeCount, seen.Count);
        }
    }

    [Fact]
    public void What_two_hold_belongs_to_the_last_node_before_them()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b -> d; a -> c -> d; d -> e; b(object:10); d(object:100); e(object:1000)");
        Assert.Equal("a", text.Dominator("d"));
        Assert.Equal("d", text.Dominator("e"));
        Assert.Equal((1 + 10 + 1 + 1100, 10, 1100), (text.Retained("a"), text.Retained("b"), text.Retained("d")));
    }

    [Fact]
    public void A_cycle_that_nothing_reaches_hangs_under_the_root_node_by_node()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:1); x(object:10) -> y(object:20) -> x; y -> a");
        Assert.Equal(["root", "root", "root"], [text.Dominator("x"), text.Dominator("y"), text.Dominator("a")]);
        Assert.Equal((10, 20, 31), (text.Retained("x"), text.Retained("y"), text.Retained("root")));
    }

    [Fact]
    public void What_only_weak_edges_lead_to_hangs_under_the_root_with_all_that_it_holds()
    {
        TextGraph text = TextGraph.Parse("root -> a ~> orphan(object:10); orphan -> child(object:20)");
        Assert.Equal(["root", "orphan"], [text.Dominator("orphan"), text.Dominator("child")]);
        Assert.Equal((1, 30, 31), (text.Retained("a"), text.Retained("orphan"), text.Retained("root")));
    }

    [Fact]
    public void The_root_dominates_itself() => Assert.Equal("root", TextGraph.Parse("root -> a; a -> root").Dominator("root"));

    [Fact]
    public void Retained_sizes_add_up_beyond_32_bits()
    {
        TextGraph text = TextGraph.Parse($"root -> a -> b(native:{5L << 30}); a -> c(native:{6L << 30})");
        Assert.Equal((11L << 30) + 1, text.Retained("a"));
    }
}
