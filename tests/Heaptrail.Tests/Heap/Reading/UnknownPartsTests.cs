using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Keys, fields and types of versions that do not exist yet are passed over, not refused.</summary>
public sealed class UnknownPartsTests
{
    static readonly HeapGraph small = Snapshots.Small().Graph;
    static readonly string expected = GraphDump.Of(small);

    [Theory]
    [InlineData("17")]
    [InlineData("-1.5e10")]
    [InlineData("null")]
    [InlineData("\"text with ] } and \\\" and \\\\\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"nodes\":[1,{\"edges\":\"]\"},[[]]],\"snapshot\":null}")]
    public void A_value_of_any_kind_under_an_unknown_key_is_skipped(string value)
    {
        string[] keys = ["first", "snapshot", "second", "nodes", "edges", "third", "locations", "strings", "last"];
        Dictionary<string, string> extra = keys.ToDictionary(k => k, _ => value);
        foreach (string key in new[] { "snapshot", "nodes", "edges", "locations", "strings" })
            extra.Remove(key);
        string text = SnapshotText.Of(small, new() { Keys = keys, Extra = extra });
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(text)));
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Spread(text, " \n"))));
    }

    [Theory]
    [InlineData("scopes \\\" and more")]
    [InlineData("ends with \\\\")]
    [InlineData("")]
    public void An_unknown_key_may_have_escapes(string key)
    {
        var layout = new SnapshotLayout { Keys = ["snapshot", "nodes", key, "edges", "locations", "strings"], Extra = { [key] = "[1]" } };
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, layout))));
    }

    [Fact]
    public void A_trace_tree_of_many_thousand_levels_is_skipped()
    {
        const int Depth = 200_000;
        string tree = string.Concat(Enumerable.Repeat("[1,2,3,4,", Depth)) + "[]" + new string(']', Depth);
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, new() { Extra = { ["trace_tree"] = tree } }))));
    }

    [Fact]
    public void Sections_of_newer_versions_of_V8_are_skipped()
    {
        var layout = new SnapshotLayout
        {
            Keys = ["snapshot", "nodes", "edges", "samples", "locations", "scopes", "scope_context_vars", "scope_uses", "strings"],
            Extra = { ["samples"] = "[1,2\n,3,4]", ["scopes"] = "[1,2,3]", ["scope_context_vars"] = "[1]", ["scope_uses"] = "[[{\"a\":[]}]]" },
        };
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, layout))));
    }

    [Fact]
    public void Fields_may_be_new_and_come_in_any_order()
    {
        var layout = new SnapshotLayout
        {
            NodeFields = ["color", "edge_count", "self_size", "detachedness", "id", "type", "weight", "trace_node_id", "name"],
            EdgeFields = ["to_node", "age", "type", "name_or_index", "width"],
            LocationFields = ["column", "line", "file", "script_id", "object_index"],
        };
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, layout))));
    }

    [Fact]
    public void The_numbers_of_types_are_those_of_the_file()
    {
        var layout = new SnapshotLayout
        {
            NodeTypes = ["future", .. SnapshotLayout.Node24.NodeTypes.Reverse(), "wasm object"],
            EdgeTypes = ["tomorrow", .. SnapshotLayout.Node24.EdgeTypes.Reverse()],
        };
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, layout))));
    }

    [Fact]
    public void Unknown_types_keep_their_names_and_unknown_edges_hold()
    {
        string text = SnapshotText.Of(TextGraph.Parse("root -> a(object:1) -> b(array:2); a => c(closure:3)").Graph)
            .Replace("\"regexp\",\"number\"", "\"quantum\",\"plasma\"", StringComparison.Ordinal)
            .Replace("\"context\"", "\"wormhole\"", StringComparison.Ordinal)
            .Replace(",3,2,3,1,2,0,", ",7,2,3,1,2,0,", StringComparison.Ordinal);
        HeapGraph graph = Snapshots.Read(text);
        HeapNode a = graph[new NodeIndex(1)];
        Assert.Equal(NodeType.FirstUnknown + 1, a.Type);
        Assert.Equal("plasma", graph.TypeName(a.Type));
        HeapEdge edge = graph[new EdgeIndex(2)];
        Assert.Equal((EdgeType.Unknown, "unknown", "c", true), (edge.Type, edge.Type.Word(), edge.Name, edge.IsStrong));
    }

    [Fact]
    public void A_list_of_types_may_have_more_entries_than_there_are_fields()
    {
        // V8 13.6 lists 7 entries of node_types for 6 node_fields.
        string text = SnapshotText.Of(small).Replace("\"number\"],\"edge_fields\"", "\"number\",\"number\"],\"edge_fields\"", StringComparison.Ordinal);
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(text)));
    }

    [Fact]
    public void Locations_without_a_usable_meaning_are_skipped()
    {
        string text = SnapshotText.Of(small).Replace("\"script_id\",", "\"script\",", StringComparison.Ordinal);
        Assert.Equal(0, Snapshots.Read(text).Locations.Count);
        Assert.Equal(0, Snapshots.Read(text.Replace("\"location_fields\"", "\"places\"", StringComparison.Ordinal)).Locations.Count);
    }
}
