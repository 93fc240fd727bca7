using System.Globalization;
using Heaptrail.Heap.Query;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Query;

public sealed class QueryTests
{
    static readonly TextGraph shop = TextGraph.Parse("""
        root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:100:global)
        global -> handler(closure:50:onRequest) -internal[context]-> context(object:40:system / Context); context => orders(object:32:Map)
        orders -internal[table]-> table(array:1000); table -internal[1]-> first(object:60:Order); table -internal[2]-> second(object:60:Order)
        first -[status]-> open(string:20:open); second -[status]-> closed(string:20:closed); first -[total]-> t1(number:16:12.5); second -[total]-> t2(number:16:99)
        first -[paid]-> yes(hidden:0:true); second -[paid]-> no(hidden:0:false); first -[items]-> items(object:16:Array) -[0]-> pen(object:10:Item)
        items -[1]-> ink(object:30:Item); pen -[part]-> ink; first -[odd, name]-> odd(string:10:say "hi"); global -[last]-> second
        gc -> loose(object:70:Order); global ~> weak(object:5:Order)
        root -> joined(concatenated string:8) -internal[first]-> open; joined -internal[second]-> closed
        """).Located("handler", 7, 9, 4).Located("first", 7, 2, 0).Located("second", 8, 2, 0);

    [Theory]
    [InlineData("nodes where class = \"Order\"", "first second loose weak")]
    [InlineData("nodes where class = \"Order\" | sort by id", "first second loose weak")]
    [InlineData("nodes where name = \"openclosed\"", "joined")]
    [InlineData("nodes where name ~ \"^o.*n$\" and type = \"string\"", "open")]
    [InlineData("nodes where name contains \"PENCL\"", "joined")]
    [InlineData("nodes where class !~ \"^[^I]\" and not class = \"\" ", "ink pen")]
    [InlineData("nodes where .status = \"open\"", "first")]
    [InlineData("nodes where .status != \"open\"", "second")]
    [InlineData("nodes where has(.status) and not .status = \"open\"", "second")]
    [InlineData("nodes where .total > 12.5", "second")]
    [InlineData("nodes where .total in (12.5, 13)", "first")]
    [InlineData("nodes where .paid = true", "first")]
    [InlineData("nodes where class(.items[0].part) = \"Item\"", "first")]
    [InlineData("nodes where .\"odd, name\" = \"say \\\"hi\\\"\"", "first")]
    [InlineData("nodes where id in (@1, @3)", "root gc")]
    [InlineData("nodes where shallow >= 1.03kB and shallow <= 1032", "orders")]
    [InlineData("nodes where class in ('Item', 'Map') or id = 1", "root orders ink pen")]
    [InlineData("nodes where class = 'Item' or class = 'Map' and retained < 1", "ink pen")]
    [InlineData("nodes where file = \"script 7\"", "handler first")]
    [InlineData("nodes where line = 3 and location ~ \"8:3:1$\"", "second")]
    [InlineData("nodes where holder.class = \"Map\" and type = \"object\"", "first")]
    [InlineData("nodes where holder contains \"(ORDERS)\" and type = 'object'", "first")]
    [InlineData("nodes where dominator.class = \"Array\"", "ink pen")]
    [InlineData("nodes where dominator.dominator.class = \"Order\" and shallow > 20", "ink")]
    [InlineData("nodes where class = \"Order\" and retainers = 2", "second")]
    [InlineData("nodes where class = \"Order\" and edges > 3", "first")]
    [InlineData("nodes where class = 'Order' and distance > 0", "first second")]
    [InlineData("nodes where class = 'Map' | follow .table", "table")]
    [InlineData("nodes where class = 'Map' | follow .table | follow edges", "first second")]
    [InlineData("nodes where class = 'Map' | follow .table[1]", "")]
    [InlineData("nodes where class = 'Item' | follow retainers | sort by id desc", "pen items")]
    [InlineData("nodes where class = 'Item' | follow dominator", "items")]
    [InlineData("nodes where name = 'closed' and type = 'string' | follow dominators", "root global second")]
    [InlineData("nodes where class = 'Item' | follow holder", "items")]
    [InlineData("nodes where class = 'Item' | follow holder | follow holder", "first")]
    [InlineData("nodes where class = 'Array' | follow dominated", "ink pen")]
    [InlineData("nodes where class = 'Order' | top 1 by shallow", "loose")]
    [InlineData("nodes where class = 'Order' | sort by .total, id | top 2", "second first")]
    [InlineData("nodes where class = 'Order' | sort by .total asc | top 1", "first")]
    [InlineData("nodes where type = 'object' and shallow < 40 | distinct class | sort by class", "items ink weak")]
    [InlineData("NODES WHERE NOT NOT id = 3 AND TYPE = 'synthetic'", "gc")]
    public void Nodes_are_chosen_and_ordered(string query, string labels) =>
        Assert.Equal(labels, string.Join(' ', Run(query).Rows.Select(row => shop.Label(row[0].Node))));

    [Theory]
    [InlineData("nodes where class = 'Order' | count", "4 195 333")]
    [InlineData("nodes where class = 'Order' | group by .status", "open 1 60 162; closed 1 60 96; - 2 75 75")]
    [InlineData("nodes where class in ('Order', 'Item', 'Array') | group by class | sort by count, class desc", "Order 4 195 333; Item 2 40 40; Array 1 16 56")]
    [InlineData("nodes where class in ('Order', 'Item') | group by class | where count > 2 | select class, count", "Order 4")]
    [InlineData("nodes where class = 'Order' | group by class, line", "Order 3 2 120 258; Order - 2 75 75")]
    [InlineData("nodes where type = 'object' | group by class | count", "6")]
    [InlineData("nodes where class = 'Item' | group by holder.class | select holder.class, count", "Array 2")]
    [InlineData("nodes where name = 'open' | select name, class, type, .x, detached, distance", "open (string) string - 0 2")]
    [InlineData("nodes where class = 'Nothing' | group by class", "")]
    [InlineData("nodes where class = 'Nothing' | count", "0 0 0")]
    [InlineData("nodes where class = 'Nothing' | distinct class", "")]
    [InlineData("nodes where class = 'Order' | select class | distinct", "Order")]
    [InlineData("nodes where class = 'Order' | select .total | sort by .total", "99; 12.5; -; -")]
    public void Values_are_computed(string query, string expected) =>
        Assert.Equal(expected, string.Join("; ", Run(query).Rows.Select(row => string.Join(' ', row.Select(Shown)))));

    [Theory]
    [InlineData("edges where name = 'status'", "first.status>open second.status>closed")]
    [InlineData("edges where type = 'element' and from.type = 'synthetic'", "root[1]>gc")]
    [InlineData("edges where type = 'context' or name ~ '^ta'", "context(orders)>orders orders(table)>table")]
    [InlineData("edges where to = @9 and from.class = \"system / Context\"", "")]
    [InlineData("edges where to.class = 'Item' and name = '1'", "items[1]>ink")]
    [InlineData("edges where to.class = 'Item' | sort by to.shallow", "items[1]>ink pen.part>ink items[0]>pen")]
    [InlineData("edges where to.class = 'Item' | top 1 by to.shallow asc", "items[0]>pen")]
    [InlineData("edges where not essential", "global~weak joined(first)>open joined(second)>closed")]
    [InlineData("edges where essential and from.holder.class = 'Order' | sort by name desc", "items[1]>ink items[0]>pen")]
    [InlineData("EDGES | where from = 1 | top 1", "root[1]>gc")]
    public void Edges_are_chosen_and_ordered(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', Run(query).Rows.Select(row => $"{shop.Label(row[0].Node)}{(row[1].Text, row[2].Text) switch
        {
            ("element", var index) => $"[{index}]>",
            ("property", var name) => $".{name}>",
            ("weak", _) => "~",
            (_, var name) => $"({name})>",
        }}{shop.Label(row[3].Node)}")));

    [Theory]
    [InlineData("edges where from.class = 'Order' | group by from.class, name | where count > 1", "Order status 2; Order total 2; Order paid 2")]
    [InlineData("edges where from.class = 'Order' | group by type", "property 8")]
    [InlineData("edges | count", "25")]
    [InlineData("edges where name = 'paid' | select to.name, from", "true Order; false Order")]
    [InlineData("edges where name = 'items' | follow to | select class, edges", "Array 2")]
    [InlineData("edges where name = 'part' | follow from | group by class", "Item 1 10 10")]
    [InlineData("edges | group by type | count", "6")]
    [InlineData("edges where type = 'element' | distinct from.class | select from.class", "(synthetic); Array")]
    public void Values_of_edges_are_computed(string query, string expected) =>
        Assert.Equal(expected, string.Join("; ", Run(query).Rows.Select(row => string.Join(' ', row.Select(value => value.Node.IsSome ? shop.Heap.Classes.NameOf(value.Node) : Shown(value))))));

    [Fact]
    public void An_element_is_named_by_its_number_whatever_kind_of_edge_it_is()
    {
        TextGraph graph = TextGraph.Parse("root -[7]-> a; root -internal[7]-> b; root -#7-> c; root -internal[07]-> d; root -internal[4294967296]-> e");
        QueryResult result = HeapQuery.Parse("edges | group by name").Run(graph.Heap, new(), TestContext.Current.CancellationToken);
        Assert.Equal(["07 1", "4294967296 1", "7 3"], result.Rows.Select(row => string.Join(' ', row.Select(Shown))).Order(StringComparer.Ordinal));
        Assert.Equal(3, HeapQuery.Parse("edges where name = '7'").Run(graph.Heap, new(), TestContext.Current.CancellationToken).RowCount);
    }

    [Fact]
    public void A_joined_string_is_grouped_with_the_flat_one_of_the_same_text()
    {
        TextGraph graph = TextGraph.Parse("root -> a(string:1:ab); root -> b(concatenated string:1) -internal[first]-> x(string:1:a); b -internal[second]-> y(string:1:b)");
        QueryResult result = HeapQuery.Parse("nodes where name = \"ab\" | group by name").Run(graph.Heap, new(), TestContext.Current.CancellationToken);
        Assert.Equal(["ab 2 2 4"], result.Rows.Select(row => string.Join(' ', row.Select(Shown))));
    }

    [Fact]
    public void Rows_beyond_those_asked_for_are_counted()
    {
        QueryResult result = HeapQuery.Parse("nodes where class = 'Order'").Run(shop.Heap, new() { MostRows = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal((4, 3), (result.RowCount, result.Rows.Count));
        Assert.True(HeapQuery.Parse("nodes | top 3 | select id").HasTop);
    }

    [Fact]
    public void A_holder_is_known_by_a_variable_or_else_the_nearest_property()
    {
        TextGraph graph = TextGraph.Parse("""
            root -shortcut[1]-> global; global -> cache(object:1:Store) -[items]-> map(object:1:Map) -internal[table]-> t(array:1); t -internal[1]-> a(object:1:A)
            global -> far -> farther -> map; global -> plain(object:1:Object) -[list]-> array(object:1:Array) -[0]-> b(object:1:A)
            """);
        QueryResult result = HeapQuery.Parse("nodes where class = 'A' | group by holder | sort by holder").Run(graph.Heap, new(), TestContext.Current.CancellationToken);
        Assert.Equal([("map", null), ("array", ".list")], result.Rows.Select(row => (row[0].IsMissing ? "-" : graph.Label(row[0].Node), row[0].Text is "Store.items" ? null : row[0].Text)));
        Assert.Equal("Store.items", result.Rows[0][0].Text);
    }

    static QueryResult Run(string query) => HeapQuery.Parse(query).Run(shop.Heap, new(), TestContext.Current.CancellationToken);

    static string Shown(QueryValue value) => value.IsMissing ? "-" : value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture);
}
