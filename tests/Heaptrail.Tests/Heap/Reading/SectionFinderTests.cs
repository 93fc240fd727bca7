using System.Text;
using Heaptrail.Heap.Reading;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>The edges are found without reading the nodes, whatever the numbers are like.</summary>
public sealed class SectionFinderTests
{
    [Theory]
    [InlineData(5, 1_000_000)]
    [InlineData(6, 1_000_000)]
    [InlineData(7, 1_000_000)]
    // Each number has one digit, so that nodes look like edges.
    [InlineData(6, 10)]
    public void Edges_begin_behind_the_nodes(int fields, int highest)
    {
        var random = new Random(fields);
        for (int nodes = 1; nodes < 100_000; nodes *= 7)
        {
            var text = new StringBuilder("{\"nodes\":[");
            int begin = text.Length;
            Append(text, nodes, fields, _ => random.Next(highest));
            text.Append("],\n\"edges\":[");
            int edges = text.Length;
            Append(text, nodes * 3, 3, field => field == 0 ? random.Next(7) : random.Next(1_000_000));
            text.Append("],\n\"strings\":[\"\"]}");

            Assert.Equal(edges, Find(text.ToString(), begin));
        }
    }

    [Fact]
    public void Another_section_behind_the_nodes_is_not_taken_for_edges()
    {
        var random = new Random(1);
        var text = new StringBuilder("{\"nodes\":[");
        int begin = text.Length;
        Append(text, 20_000, 6, _ => random.Next(1_000_000));
        text.Append("],\n\"samples\":[],\n\"edges\":[0,1,6]}");

        Assert.Null(Find(text.ToString(), begin));
    }

    static void Append(StringBuilder text, int records, int fields, Func<int, int> value)
    {
        for (int i = 0; i < records; i++)
        {
            for (int field = 0; field < fields; field++)
                text.Append(i + field == 0 ? "" : ",").Append(value(field));
            text.Append('\n');
        }
    }

    static long? Find(string text, long nodes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            using SafeFileHandle file = File.OpenHandle(path);
            return SectionFinder.Edges(file, nodes, text.Length, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
