using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Strings come out as JSON means them, whatever their length and the place where the window ends.</summary>
public sealed class StringTests
{
    static readonly HeapGraph root = new GraphSketch().Build();

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData(@"\n\r\t\b\f\""\\\/", "\n\r\t\b\f\"\\/")]
    [InlineData(@"\u0041\u00e4\u00E4\uABCD\uabcd", "Aää\uABCD\uabcd")]
    [InlineData(@"\u0000\u001f", "\0\u001f")]
    [InlineData(@"\ud83d\uDE00", "😀")]
    [InlineData("ä漢😀\u2028\u2029\u007f", "ä漢😀\u2028\u2029\u007f")]
    [InlineData(@"ends with \\", "ends with \\")]
    [InlineData("[1,2],{}:", "[1,2],{}:")]
    public void Every_way_to_write_a_string_is_understood(string json, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(root, new() { MoreStrings = [json, "next", json] }));
        foreach (int size in new[] { 1, 2, 3, int.MaxValue })
        {
            StringTable strings = Snapshots.Read(new ChunkedStream(bytes, seekable: false, size)).Strings;
            Assert.Equal(["<dummy>", "", expected, "next", expected], Enumerable.Range(0, strings.Count).Select(i => strings[i]));
        }
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_kept()
    {
        string[] json = [@"\uD800", @"\uDE00 first \ud83d", @"\ud83d\n\uDE00\""\\", @"\ud83d\ud83d\uDE00", @"ä\n😀\uD800"];
        StringTable strings = Snapshots.Read(SnapshotText.Of(root, new() { MoreStrings = json })).Strings;
        string[] expected = ["\uD800", "\uDE00 first \uD83D", "\uD83D\n\uDE00\"\\", "\uD83D😀", "ä\n😀\uD800"];
        Assert.Equal(expected, Enumerable.Range(2, json.Length).Select(i => strings[i]));
    }

    [Fact]
    public void An_escape_without_four_digits_is_refused() => Assert.StartsWith(
        "'x' in \"strings\" where a hexadecimal digit was expected at byte ", Snapshots.Refusal(SnapshotText.Of(root, new() { MoreStrings = [@"\u00xy"] })), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"system \/ NativeContext", "system / NativeContext")]
    [InlineData(@"\u003cdummy\u003E", "<dummy>")]
    [InlineData(@"\u0028GC roots\u0029", "(GC roots)")]
    public void A_name_is_recognized_even_if_its_writer_escapes_more_than_V8(string json, string name)
    {
        StringTable strings = Snapshots.Read(SnapshotText.Of(root, new() { MoreStrings = [json] })).Strings;
        Assert.True(strings.Equals(2, Encoding.UTF8.GetBytes(name)));
        Assert.Equal(name, strings[2]);
    }

    [Theory]
    [InlineData(@"\u0022\u005c\u005C\u0022", "\"\\\\\"")]
    [InlineData(@"\u000a\u007F", "\n\u007F")]
    public void What_JSON_must_escape_stays_escaped(string json, string text) =>
        Assert.Equal(text, Snapshots.Read(SnapshotText.Of(root, new() { MoreStrings = [json] })).Strings[2]);

    [Fact]
    public void Bytes_that_are_no_UTF_8_become_replacement_characters()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(SnapshotText.Of(root, new() { MoreStrings = ["a\u00FFb", "a\u00FF\\nb"] }));
        StringTable strings = Snapshots.Read(bytes).Strings;
        Assert.Equal("a\uFFFDb", strings[2]);
        Assert.Equal("a\uFFFD\nb", strings[3]);
    }

    [Fact]
    public void A_string_may_be_longer_than_a_block_of_the_table()
    {
        string huge = new('h', (1 << 24) + 12_345);
        StringTable strings = Snapshots.Read(SnapshotText.Stream(root, new() { MoreStrings = ["before", huge, "", "after"] })).Strings;
        Assert.Equal("before", strings[2]);
        Assert.Equal(huge.Length, strings.Raw(3).Length);
        Assert.Equal(-1, strings.Raw(3).IndexOfAnyExcept((byte)'h'));
        Assert.Equal(["", "after"], [strings[4], strings[5]]);
    }

    [Fact]
    public void Many_strings_over_several_blocks_keep_their_order()
    {
        string filler = new('f', 3000);
        StringTable strings = Snapshots.Read(SnapshotText.Stream(root, new() { MoreStrings = Enumerable.Range(0, 12_000).Select(i => $"{i} {filler}") })).Strings;
        Assert.Equal(12_002, strings.Count);
        for (int i = 0; i < 12_000; i++)
            Assert.True(strings.StartsWith(i + 2, Encoding.UTF8.GetBytes($"{i} f")) && strings.Raw(i + 2).EndsWith("ff"u8));
    }

    [Fact]
    public void A_text_is_found_by_its_bytes()
    {
        StringTable strings = Snapshots.Read(SnapshotText.Of(root, new() { MoreStrings = ["Map", "Mapped", "Map"] })).Strings;
        Assert.Equal((2, 3, 1, -1), (strings.IndexOf("Map"u8), strings.IndexOf("Mapped"u8), strings.IndexOf(""u8), strings.IndexOf("Ma"u8)));
        Assert.True(strings.StartsWith(3, "Map"u8) && !strings.Equals(3, "Map"u8) && !strings.StartsWith(2, "Mapped"u8));
    }
}
