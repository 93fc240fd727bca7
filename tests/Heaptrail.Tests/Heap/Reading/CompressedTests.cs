using System.IO.Compression;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Compressed snapshots are known by their first bytes; what they unpack to is checked like any other.</summary>
public sealed class CompressedTests
{
    static readonly HeapGraph small = Snapshots.Small().Graph;
    static readonly string text = SnapshotText.Of(small);
    static readonly string expected = GraphDump.Of(small);
    static readonly byte[] packed = Gzip(Encoding.UTF8.GetBytes(text));
    static readonly byte[] zstandard = [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3];

    [Theory]
    [InlineData(true, int.MaxValue)]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(false, int.MaxValue)]
    public void A_snapshot_in_gzip_is_read(bool seekable, int size) =>
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(packed, seekable, size))));

    [Fact]
    public void A_file_is_known_to_be_compressed_whatever_its_name()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, packed);
            Assert.Equal(expected, GraphDump.Of(SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_of_several_parts_is_read_as_one()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read([.. Gzip(bytes[..300]), .. Gzip(bytes[300..])])));
    }

    [Fact]
    public void The_keys_may_come_in_any_order() =>
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(Gzip(Encoding.UTF8.GetBytes(SnapshotText.Of(small, new() { Keys = ["edges", "strings", "nodes", "locations", "snapshot"] }))))));

    [Fact]
    public void Offsets_of_errors_are_those_of_the_unpacked_text()
    {
        string wrong = text.Replace("\"edges\":[", "\"edges\":[x,", StringComparison.Ordinal);
        var refusal = Refuse(Gzip(Encoding.UTF8.GetBytes(wrong)));
        Assert.Equal(wrong.IndexOf("[x,", StringComparison.Ordinal) + 1, refusal.Offset);
    }

    [Fact]
    public void Packed_data_cut_off_at_any_byte_is_refused_or_salvaged()
    {
        int salvaged = 0;
        for (int length = 1; length < packed.Length - 8; length += 5)
        {
            SnapshotFormatException refusal = Refuse(packed[..length]);
            Assert.InRange(refusal.Offset, 0, text.Length);
            try
            {
                SalvagedSnapshot left = SnapshotSalvage.Read(new MemoryStream(packed[..length]), new(), TestContext.Current.CancellationToken);
                Assert.NotNull(left.Missing);
                salvaged++;
            }
            catch (SnapshotFormatException)
            {
            }
        }
        Assert.InRange(salvaged, 10, packed.Length / 5);
    }

    [Fact]
    public void Damaged_data_is_refused()
    {
        var random = new Random(20_260_303);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. packed];
            damaged[random.Next(10, damaged.Length - 8)] ^= (byte)random.Next(1, 256);
            Refuse(damaged);
        }
    }

    [Fact]
    public void A_bomb_is_refused_where_the_bound_is()
    {
        byte[] bomb = Gzip(Encoding.UTF8.GetBytes(text + new string(' ', 50_000_000)));
        Assert.True(bomb.Length < 100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(bomb, new() { MaxBytes = 10_000_000 }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.EndsWith("exceeds the maximum of 10,000,000 at byte 10,000,000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_in_a_bomb_is_no_snapshot() =>
        Assert.Equal("this is no V8 heap snapshot: found byte 0x1F, expected a JSON object that begins with {\"snapshot\":", Refuse(Gzip(packed)).Problem());

    [Theory]
    [InlineData(0x1F, 0x8C)]
    [InlineData(0x28, 0xB5, 0x2F)]
    public void Half_of_a_magic_number_is_no_snapshot(params int[] bytes) =>
        Assert.StartsWith("this is no V8 heap snapshot: found ", Refuse([.. bytes.Select(b => (byte)b)]).Message, StringComparison.Ordinal);

    [Fact]
    public void Zstandard_is_named_when_nobody_unpacks_it() =>
        Assert.Equal("this is compressed with zstd, which this reader cannot unpack: unpack it with 'zstd -d' first", Refuse(zstandard).Problem());

    [Fact]
    public void Zstandard_is_unpacked_by_whoever_can()
    {
        var given = new MemoryStream();
        var options = new SnapshotReaderOptions { UnpackZstandard = stream => { stream.CopyTo(given); return new MemoryStream(Encoding.UTF8.GetBytes(text)); } };
        HeapGraph graph = SnapshotReader.Read(new ChunkedStream(zstandard, seekable: false, 2), options, TestContext.Current.CancellationToken);
        Assert.Equal(expected, GraphDump.Of(graph));
        Assert.Equal(zstandard, given.ToArray());
    }

    static SnapshotFormatException Refuse(byte[] bytes) => Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(bytes));

    static byte[] Gzip(byte[] bytes)
    {
        var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return result.ToArray();
    }
}
