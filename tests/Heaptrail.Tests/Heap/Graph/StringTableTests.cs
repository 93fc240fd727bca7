using System.Text;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Heap.Graph;

public sealed class StringTableTests
{
    [Fact]
    public void Every_text_comes_out_as_it_went_in()
    {
        string[] texts =
        [
            "", "plain", "\"quoted\" \\ back", "line\nfeed\ttab\r\b\f\0\u001f", "ä漢😀\u2028", "\uD800", "\uDE00\uD83D", "a\uD83D", "😀\uD83D\uDE00\uDE00",
            "<div id='x'>", "C++ Persistent roots", "1 / part of key (K @1) -> value (V @2) pair", "\\u0041", "&amp;", "\u007f\u0080\uFFFD",
        ];
        var builder = new StringTableBuilder();
        foreach (string text in texts)
            builder.Add(text);
        StringTable table = builder.Build();
        Assert.Equal(texts, Enumerable.Range(0, table.Count).Select(i => table[i]));
    }

    [Theory]
    [InlineData("C++ Persistent roots")]
    [InlineData("(K @1) -> value (V @2)")]
    [InlineData("<dummy>")]
    [InlineData("it's & that")]
    [InlineData("`ü`")]
    public void Text_without_characters_that_JSON_escapes_is_kept_as_its_bytes(string text)
    {
        var builder = new StringTableBuilder();
        Assert.Equal((0, 1), (builder.Add("first"), builder.Add(text)));
        StringTable table = builder.Build();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(table.Equals(1, bytes));
        Assert.True(table.StartsWith(1, bytes.AsSpan(0, 3)));
        Assert.Equal(1, table.IndexOf(bytes));
    }

    [Fact]
    public void An_empty_table_has_no_strings()
    {
        StringTable table = new StringTableBuilder().Build();
        Assert.Equal((0, -1), (table.Count, table.IndexOf(""u8)));
    }

    [Fact]
    public void A_string_that_crosses_a_block_moves_to_the_next_one_whole()
    {
        var builder = new StringTableBuilder();
        var expected = new List<string>();
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            expected.Add(new string((char)('a' + (i % 26)), random.Next(10) == 0 ? random.Next(200_000) : random.Next(300)));
            builder.Add(expected[^1]);
        }
        StringTable table = builder.Build();
        Assert.Equal(expected, Enumerable.Range(0, table.Count).Select(i => table[i]));
    }

    [Fact]
    public void A_string_may_come_in_many_parts()
    {
        var builder = new StringTableBuilder();
        builder.Append("ab"u8);
        builder.Append(""u8);
        builder.Append(Encoding.UTF8.GetBytes(new string('c', 100_000)));
        builder.Append("d\\n"u8);
        Assert.Equal(0, builder.End());
        Assert.Equal(1, builder.End());
        StringTable table = builder.Build();
        Assert.Equal("ab" + new string('c', 100_000) + "d\n", table[0]);
        Assert.Equal("", table[1]);
    }

    [Theory]
    [InlineData("\\q\\n", "q\n")]
    [InlineData("\\u12\\n", "u12\n")]
    [InlineData("\\", "\\")]
    public void Broken_escapes_are_decoded_as_far_as_they_make_sense(string raw, string expected)
    {
        var builder = new StringTableBuilder();
        builder.Append(Encoding.UTF8.GetBytes(raw));
        builder.End();
        Assert.Equal(expected, builder.Build()[0]);
    }
}
