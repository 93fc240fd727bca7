using System.Globalization;
using System.Text;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>A process that dies while it writes leaves a part of a snapshot.</summary>
public sealed class TruncationTests
{
    static readonly SnapshotLayout v16 = SnapshotLayout.Node16 with
    {
        Extra = new() { ["samples"] = "[1,2\n,3,4]", ["trace_tree"] = "[1,2,3,4,[5,6,7,8,[]]]" },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_snapshot_cut_off_at_any_byte_is_refused_with_the_section_and_the_byte(bool old)
    {
        string text = SnapshotText.Of(Snapshots.Small().Graph, old ? v16 : SnapshotLayout.Node24);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int length = 1; length < bytes.Length; length++)
        {
            var refusal = Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(bytes[..length]));
            string section = SectionAt(text, Encoding.UTF8.GetCharCount(bytes, 0, length));
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"file ends inside {section} at byte {length:N0}"), refusal.Message);
            Assert.Equal(length, refusal.Offset);
        }
    }

    [Fact]
    public void A_snapshot_cut_off_is_refused_in_any_order_of_its_keys_and_in_a_pipe()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(Snapshots.Small().Graph, new() { Keys = ["strings", "edges", "nodes", "locations", "snapshot"] }));
        for (int length = 0; length < bytes.Length; length += 3)
        {
            Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(bytes[..length]));
            Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(new ChunkedStream(bytes[..length], seekable: false, 5)));
        }
    }

    [Fact]
    public void An_empty_file_is_called_so() => Assert.Equal(
        "this is no V8 heap snapshot: found an empty file, expected a JSON object that begins with {\"snapshot\": at byte 0", Snapshots.Refusal(""));

    [Fact]
    public void A_file_of_white_space_alone_ends_inside_the_header() => Assert.Equal("file ends inside the header at byte 3", Snapshots.Refusal(" \n "));

    // The section whose value is under way behind so many characters.
    static string SectionAt(string text, int length)
    {
        string section = "the header";
        foreach (string key in v16.Keys)
        {
            int value = text.IndexOf($"\"{key}\":", StringComparison.Ordinal) + key.Length + 3;
            string next = key == "strings" ? "}" : ",\n\"" + v16.Keys[Array.IndexOf(v16.Keys, key) + 1];
            int end = key == "strings" ? text.Length - 1 : text.IndexOf(next, value, StringComparison.Ordinal);
            if (length >= end)
                section = "the file's outermost object";
            else if (length >= value)
                section = $"\"{key}\"";
        }
        return section;
    }
}
