using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>What is no snapshot, or contradicts itself, is refused in one line that says what and where.</summary>
public sealed class RefusalTests
{
    // root -> a -> b: 3 nodes, 2 edges, strings <dummy>, "", a, b.
    static readonly string good = SnapshotText.Of(TextGraph.Parse("root -> a(object:10) -> b(object:20)").Graph);

    [Theory]
    [InlineData("[1,2,3]", "this is no V8 heap snapshot: found '[', expected a JSON object that begins with {\"snapshot\": at byte 0")]
    [InlineData("hello", "this is no V8 heap snapshot: found 'h', expected a JSON object that begins with {\"snapshot\": at byte 0")]
    [InlineData(" \n\0", "this is no V8 heap snapshot: found byte 0x00, expected a JSON object that begins with {\"snapshot\": at byte 2")]
    [InlineData("{}", "this is no V8 heap snapshot: found JSON without \"snapshot\", expected a JSON object that begins with {\"snapshot\": at byte 0")]
    [InlineData("{\"nodes\":[],\"edges\":[],\"strings\":[]}", "this is no V8 heap snapshot: found JSON without \"snapshot\", expected a JSON object that begins with {\"snapshot\": at byte 0")]
    [InlineData("{nodes:[]}", "'n' in the header where a key was expected at byte 1")]
    [InlineData("{\"a\" 1}", "'1' in the header where ':' was expected at byte 5")]
    [InlineData("{\"a\":1 \"b\":2}", "'\"' in the file's outermost object where ',' or '}' was expected at byte 7")]
    [InlineData("{\"a\":1.}", "'}' in \"a\" where a digit was expected at byte 7")]
    [InlineData("{\"a\":01}", "'1' in \"a\" where no digit behind a leading zero was expected at byte 6")]
    [InlineData("{\"a\":-}", "'}' in \"a\" where a digit was expected at byte 6")]
    [InlineData("{\"a\":1e+}", "'}' in \"a\" where a digit was expected at byte 8")]
    [InlineData("{\"a\":nul}", "'}' in \"a\" where \"null\" was expected at byte 8")]
    [InlineData("{\"a\":True}", "'T' in \"a\" where a value was expected at byte 5")]
    [InlineData("{\"a\":[1 2]}", "'2' in \"a\" where ',' or ']' was expected at byte 8")]
    [InlineData("{\"a\":[1,]}", "']' in \"a\" where a value was expected at byte 8")]
    [InlineData("{\"a\":[1}}", "'}' in \"a\" where ',' or ']' was expected at byte 7")]
    [InlineData("{\"a\":{\"b\":[{}]]}}", "']' in \"a\" where ',' or '}' was expected at byte 14")]
    [InlineData("{\"a\":{\"b\" 1}}", "'1' in \"a\" where ':' was expected at byte 10")]
    [InlineData("{\"a\":{1:1}}", "'1' in \"a\" where a key was expected at byte 6")]
    [InlineData("{\"a\":{\"b\":1,}}", "'}' in \"a\" where a key was expected at byte 12")]
    [InlineData("{\"a\":\"\\x\"}", "'x' in \"a\" where an escape was expected at byte 7")]
    [InlineData("{\"a\":\"\\u12g4\"}", "'g' in \"a\" where a hexadecimal digit was expected at byte 10")]
    [InlineData("{\"a\":\"\n\"}", "byte 0x0A in \"a\" where no control character was expected at byte 6")]
    [InlineData("{\"a\":[] \"b\":2}", "'\"' in the file's outermost object where ',' or '}' was expected at byte 8")]
    [InlineData("{\"a\":1,}", "'}' in the file's outermost object where a key was expected at byte 7")]
    public void What_is_no_snapshot_is_refused(string text, string message) => Assert.Equal(message, Snapshots.Refusal(text));

    [Fact]
    public void A_binary_file_is_refused()
    {
        var refusal = Assert.Throws<SnapshotFormatException>(() => Snapshots.Read([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]));
        Assert.Equal("this is no V8 heap snapshot: found byte 0x7F, expected a JSON object that begins with {\"snapshot\": at byte 0", refusal.Message);
    }

    [Theory]
    [InlineData("\"edge_count\":2", "\"edge_count\":3", "2 edges in the file, the header promises 3")]
    [InlineData("\"node_count\":3", "\"node_count\":4", "3 nodes in the file, the header promises 4")]
    [InlineData("\"node_count\":3", "\"node_count\":-3", "the header \"snapshot\" cannot be used: \"node_count\" is no count at byte 12")]
    [InlineData("\"node_count\":3", "\"node_count\":3.5", "the header \"snapshot\" cannot be used: \"node_count\" is no count at byte 12")]
    [InlineData("\"node_count\":3", "\"node_count\":1e40", "the header \"snapshot\" cannot be used: \"node_count\" is no count at byte 12")]
    [InlineData("\"node_count\":3", "\"node_count\":\"3\"", "the header \"snapshot\" cannot be used: \"node_count\" is no count at byte 12")]
    [InlineData("\"snapshot\":{", "\"snapshot\":[],\"other\":{", "the header \"snapshot\" cannot be used: it is no proper JSON at byte 12")]
    [InlineData("\"snapshot\":{", "\"snapshot\":{1,", "'1' in \"snapshot\" where a key was expected at byte ")]
    [InlineData("\"meta\"", "\"mega\"", "the header \"snapshot\" cannot be used: \"meta\" is missing at byte 12")]
    [InlineData("\"meta\":", "\"meta\":5,\"meat\":", "the header \"snapshot\" cannot be used: it is no proper JSON at byte 12")]
    [InlineData("\"self_size\"", "\"size\"", "the header \"snapshot\" cannot be used: the field \"self_size\" is missing at byte 12")]
    [InlineData("\"to_node\"", "7", "the header \"snapshot\" cannot be used: it is no proper JSON at byte 12")]
    [InlineData("\"edge_types\":[[", "\"edge_types\":[\"x\",[", "the header \"snapshot\" cannot be used: \"edge_types\" does not list the types at byte 12")]
    [InlineData("\"node_types\"", "\"types\"", "the header \"snapshot\" cannot be used: \"node_types\" does not list the types at byte 12")]
    [InlineData("\"nodes\":", "\"knots\":", "the file has no section \"nodes\"")]
    [InlineData("\"edges\":", "\"wedges\":", "the file has no section \"edges\"")]
    [InlineData("\"strings\":", "\"things\":", "the file has no section \"strings\"")]
    [InlineData("\"samples\":", "\"nodes\":", "a second section \"nodes\" at byte ")]
    [InlineData("\"samples\":", "\"strings\":[],\"samples\":", "a second section \"strings\" at byte ")]
    [InlineData("\"samples\":", "\"snapshot\":{},\"samples\":", "a second section \"snapshot\" at byte ")]
    public void A_wrong_header_or_a_wrong_set_of_sections_is_refused(string part, string wrong, string message) => Refused(part, wrong, message);

    [Theory]
    [InlineData("[9,1,1,", "[9,1,|-1,", "'-' in \"nodes\" where an unsigned integer was expected ")]
    [InlineData("[9,1,1,", "[9,1,1|.5,", "'.' in \"nodes\" where an unsigned integer was expected ")]
    [InlineData("[9,1,1,", "[9,1,1|e3,", "'e' in \"nodes\" where an unsigned integer was expected ")]
    [InlineData("[9,1,1,", "[9,1,|\"1\",", "'\"' in \"nodes\" where an unsigned integer was expected ")]
    [InlineData("[9,1,1,", "[9,1,|,", "',' in \"nodes\" where a number was expected ")]
    [InlineData("[9,1,1,", "[9,1,1 |1,", "'1' in \"nodes\" where ',' or ']' was expected ")]
    [InlineData("[9,1,1,", "[9,1,1234567890123456789|0,", "a number of more than 63 bits in \"nodes\" ")]
    [InlineData("[9,1,1,", "|{9,1,1,", "'{' in \"nodes\" where '[' was expected ")]
    [InlineData("[9,1,1,", "[|15,1,1,", "node 0: type 15 is outside 0..14")]
    [InlineData("[9,1,1,", "[9,|4,1,", "node 0: name 4 is outside 0..3")]
    [InlineData("[9,1,1,", "[9,|4294967296,1,", "node 0: name 4,294,967,296 is outside 0..")]
    [InlineData("[9,1,1,0,1,0,", "[9,1,1,|9007199254740993,1,0,", "node 0: self_size 9,007,199,254,740,993 is outside 0..9,007,199,254,740,992")]
    [InlineData("[9,1,1,0,1,0,3,2,3,10,", "[9,1,1,9007199254740992,1,0,3,2,3,|10,", "node 1: with its self_size, all nodes together have more than 9,007,199,254,740,992 bytes")]
    [InlineData("[9,1,1,0,1,0,", "[9,1,1,0,2,0,", "2 edges in the file, the nodes promise 3")]
    [InlineData("[9,1,1,0,1,0,", "[9,1,1,0,1,", "\"nodes\" ends within a record of 6 numbers ")]
    [InlineData("\"nodes\":[", "\"nodes\":[],\"knots\":[", "edge 0: target 1 is outside 0..-1")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[2,2,|7,", "edge 0: target 7 is no multiple of 6, the fields of a node")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[2,2,|18,", "edge 0: target 3 is outside 0..2")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[|7,2,6,", "edge 0: type 7 is outside 0..6")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[2,|4,6,", "edge 0: name_or_index 4 is outside 0..3")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[1,|4294967296,6,", "edge 0: name_or_index 4,294,967,296 is outside 0..4,294,967,295")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[2,2,6,2,", "\"edges\" ends within a record of 3 numbers ")]
    [InlineData("\"edges\":[2,2,6,", "\"edges\":[2,2,6],\"more\":[", "1 edges in the file, the nodes promise 2")]
    [InlineData("\"locations\":[", "\"locations\":[|18,1,1,1", "location 0: object_index 3 is outside 0..2")]
    [InlineData("\"locations\":[", "\"locations\":[|7,1,1,1", "location 0: object_index 7 is no multiple of 6, the fields of a node")]
    [InlineData("\"locations\":[", "\"locations\":[6,1,1|", "\"locations\" ends within a record of 4 numbers ")]
    [InlineData("\"strings\":[", "\"strings\":[|5,", "'5' in \"strings\" where a string was expected ")]
    [InlineData("\"strings\":[\"<dummy>\",", "\"strings\":[\"<dummy>\" |", "'\"' in \"strings\" where ',' or ']' was expected ")]
    [InlineData("\"strings\":[\"<dummy>\",", "\"strings\":[\"<dummy>\",|]", "']' in \"strings\" where a string was expected ")]
    [InlineData("\"strings\":[", "\"strings\":[],\"words\":[", "node 0: name 1 is outside 0..-1")]
    public void Wrong_records_are_refused(string part, string wrong, string message) => Refused(part, wrong, message);

    [Theory]
    [InlineData("edges")]
    [InlineData("locations")]
    public void A_section_that_needs_the_nodes_is_refused_without_them(string section)
    {
        string text = good[..good.IndexOf("\"nodes\"", StringComparison.Ordinal)] + $"\"{section}\":[],\"strings\":[\"\"]}}";
        Assert.Equal("the file has no section \"nodes\"", Snapshots.Refuse(text).Problem());
    }

    [Theory]
    [InlineData("x", "'x' behind the end of the snapshot where nothing was expected")]
    [InlineData(" \n}", "'}' behind the end of the snapshot where nothing was expected")]
    [InlineData("\0", "byte 0x00 behind the end of the snapshot where nothing was expected")]
    [InlineData("{\"snapshot\":{}}", "'{' behind the end of the snapshot where nothing was expected")]
    public void Bytes_behind_the_end_are_refused(string more, string message)
    {
        SnapshotFormatException refusal = Snapshots.Refuse(good + more);
        Assert.Equal((message, good.Length + more.Length - more.TrimStart(' ', '\n').Length), (refusal.Problem(), refusal.Offset));
    }

    [Fact]
    public void White_space_behind_the_end_is_none() => Assert.Equal(3, Snapshots.Read(good + " \r\n\t").NodeCount);

    [Fact]
    public void An_error_says_what_was_found_and_what_was_expected()
    {
        SnapshotFormatException refusal = Snapshots.Refuse(good.Replace("[9,1,1,", "[15,1,1,", StringComparison.Ordinal));
        Assert.Equal(("type 15", "0..14", null, false), (refusal.Found, refusal.Expected, refusal.File, refusal.IsCutOff));
    }

    [Fact]
    public void An_error_names_the_file()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{]");
            var refusal = Assert.Throws<SnapshotFormatException>(() => SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken));
            Assert.Equal((path, 1), (refusal.File, refusal.Offset));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // A bar in the wrong text stands before the byte that the error must name.
    static void Refused(string part, string wrong, string message)
    {
        int at = good.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{part} is not in {good}");
        int mark = wrong.IndexOf('|', StringComparison.Ordinal);
        SnapshotFormatException refusal = Snapshots.Refuse(string.Concat(good.AsSpan(0, at), wrong.Replace("|", "", StringComparison.Ordinal), good.AsSpan(at + part.Length)));
        if (message[^1] is ' ' or '.')
            Assert.StartsWith(message.TrimEnd(' '), refusal.Message, StringComparison.Ordinal);
        else
            Assert.Equal(message, message.Contains(" at byte ", StringComparison.Ordinal) ? refusal.Message : refusal.Problem());
        if (mark >= 0)
            Assert.Equal(at + mark, refusal.Offset);
        Assert.NotEqual("", refusal.Found);
        Assert.NotEqual("", refusal.Expected);
    }
}
