using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Postmortem;

/// <summary>What stands at the addresses of a core dump, as text.</summary>
public sealed class CoreInspectionTextTests
{
    static readonly ToolInfo tool = new("heaptrail", "0.1.0");

    static readonly CoreObjectsView objects = new()
    {
        Tool = tool,
        File = "core.4121",
        Heap = 1,
        Count = 140_301,
        Bytes = 8_123_456,
        GroupCount = 57,
        Groups =
        [
            new("Session", ["id", "user", "createdAt", "lastSeenAt", "remoteAddress", "csrfToken"], 6, false, 131_073, 7_340_088, "0x2cedd4466470"),
            new("Object", ["/users/1", "/users/2"], 9_000, true, 1, 442_392, "0x4c4e5748448"),
            new("Array", [], 0, false, 154, 108_749, "0xfd5b9a51a98"),
        ],
    };

    static CoreValueInfo Simple(string text) => new("primitive", null, "", text, null, [], 0, false);

    static CoreValueInfo Text(string text, long? length = null) => new("text", "0x2632efd05500", "", text, length ?? text.Length, [], 0, false);

    static CoreFieldInfo Property(string name, CoreValueInfo value) => new("property", name, null, value);

    static readonly CoreValueInfo session = new("object", "0x2cedd4466470", "Session", "", null, [], 4, false);

    static readonly CoreValueView value = new()
    {
        Tool = tool,
        File = "core.4121",
        Value = new("object", "0x2cedd44649b8", "Shop", "", null,
        [
            Property("name", Text("corner \"shop\"")),
            Property("terms", Text(new string('x', 1024), 5000)),
            Property("open", Simple("true")),
            Property("place", new("object", "0x2cedd4464b00", "Place", "", null, [Property("x", Simple("1.5")), Property("y", Simple("-0"))], 0, false)),
            Property("cache", new("object", "0x2cedd4464b50", "Map", "", 900, [new("entry", "", Text("k0"), session), new("entry", "", Simple("7"), session)], 898, false)),
            Property("opened", new("object", "0x2cedd4464e40", "Date", "2026-01-02T00:00:00.000Z", null, [], 0, false)),
            Property("onSale", new("function", "0x2b610a0a94e8", "onSale", "/app/shop.js:12:18", null, [], 1, false)),
            Property("self", new("object", "0x2cedd44649b8", "Shop", "", null, [], 0, true)),
        ], 3, false),
    };

    static readonly CoreReferencesView references = new()
    {
        Tool = tool,
        File = "core.4121",
        Object = session,
        Id = 3_326_436_829,
        Count = 12,
        References =
        [
            new(new("element", "0"), new("Array", "0x2cedd4464b00", 3_326_436_745), null, false),
            new(new("internal", "8"), new("(internal array)", "0x2cedd4464c00", 3_326_436_746), new("Map", "0x2cedd4464b50", 3_326_436_747), false),
            new(new("context", "current"), new("system / Context", "0x2cedd4464ad8", 3_326_436_743), null, false),
            new(new("weak", "1"), new("WeakRef", "0x2cedd4464d00", 3_326_436_799), null, true),
        ],
    };

    static CoreFrameInfo Frame(string function, string place, string kind = "interpreted") =>
        new(kind, "0x7ffee2b83700", function, kind == "native" ? null : $"0x{function.Length:x}0", place, false, 12, Simple("undefined"), [], 0);

    static readonly CoreStackView stack = new()
    {
        Tool = tool,
        File = "core.4121",
        Signal = 6,
        ThreadCount = 7,
        Threads =
        [
            new(4121, true, 9,
            [
                Frame("", "", "native"),
                Frame("readFileSync", "node:fs", "optimized") with { Arguments = [Text("/etc/app/settings.json"), Simple("undefined")], ArgumentCount = 2 },
                Frame("walk", "/app/src/tree.js:7:14"),
                Frame("walk", "/app/src/tree.js:7:14"),
                Frame("walk", "/app/src/tree.js:7:14"),
                Frame("map", "", "builtin") with { Receiver = new("array", "0x1", "Array", "", 3, [], 3, false) },
                Frame("Job", "/app/src/job.js:3:14") with { IsConstruct = true, Arguments = [Simple("5")], ArgumentCount = 12 },
                Frame("", "/app/server.js:40:9") with { Receiver = new("object", "0x2", "Timeout", "", null, [], 9, false) },
            ]),
            new(4130, false, 1, [Frame("work", "/app/worker.js:2:1")]),
        ],
    };

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void Objects_are_counted_by_class_and_properties(int width) => Golden.Equal(CoreObjectsText.Render(objects, new() { Width = width }), $"core-objects-{width}.txt");

    [Fact]
    public void Addresses_of_objects_that_are_alike_fill_the_lines() => Golden.Equal(
        CoreObjectsText.Render(objects with { Groups = [objects.Groups[0]], GroupCount = 1, Count = 9, Like = "0x2cedd4466470", Addresses = [.. Enumerable.Range(0, 7).Select(i => $"0x2cedd44{i}6470")] }, new() { Width = 80 }),
        "core-objects-like.txt");

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void An_object_is_printed_with_what_is_in_it(int width) => Golden.Equal(CoreValueText.Render(value, new() { Width = width }), $"core-print-{width}.txt");

    [Fact]
    public void A_string_is_printed_whole() => Golden.Equal(CoreValueText.Render(value with { Value = Text("one\ntwo", 9000) }, new() { Width = 80 }), "core-print-text.txt");

    [Fact]
    public void References_name_the_owner_of_a_table() => Golden.Equal(CoreReferencesText.Render(references, new() { Width = 80 }), "core-refs.txt");

    [Fact]
    public void What_nothing_refers_to_is_called_garbage() =>
        Assert.Contains("It is garbage", CoreReferencesText.Render(references with { Id = null, Count = 0, References = [] }, new() { Width = 80 }), StringComparison.Ordinal);

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void A_recursion_takes_one_line_of_a_stack(int width) => Golden.Equal(CoreStackText.Render(stack, new() { Width = width }), $"core-stack-{width}.txt");

    [Fact]
    public void A_process_that_waits_ran_no_JavaScript() =>
        Assert.StartsWith("No thread ran JavaScript", CoreStackText.Render(stack with { Threads = [] }, new() { Width = 80 }), StringComparison.Ordinal);

    [Theory]
    [InlineData("0x3c1f4e02a9b8", 0x3c1f4e02a9b8)]
    [InlineData("3c1f4e02a9b9", 0x3c1f4e02a9b9)]
    [InlineData("0XAB", 0xAB)]
    public void An_address_is_taken_with_and_without_0x(string text, long address)
    {
        Assert.True(MemoryAddress.TryParse(text, out MemoryAddress read));
        Assert.Equal(((ulong)address, null), (read.Value, read.Id));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("session")]
    [InlineData("@x")]
    [InlineData("-5")]
    public void Other_words_are_no_address(string text) => Assert.False(MemoryAddress.TryParse(text, out _));
}
