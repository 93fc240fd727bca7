using System.Collections.Immutable;
using Heaptrail.Capture.Load;
using Heaptrail.Cli;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class LoadTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void A_load_is_the_golden_file(int width) => Golden.Equal(LoadText.Render(Sample(), new() { Width = width }), $"views/load-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() => Golden.Equal(ViewJson.Text(Sample()), "views/load.json");

    [Fact]
    public void Enough_collections_tell_the_growth_by_their_slope()
    {
        (double, FloorReading)[] during = [.. Enumerable.Range(0, 20).Select(i => (i * 500.0, Floor((8 << 20) + (i * 500 * 230L) + (i % 2 * 900) + (i < 4 ? -(4 - i) << 20 : 0))))];
        LoadGrowth growth = LoadGrowth.Of(Floor(4 << 20), Floor(20 << 20), 10_000, during);
        Assert.Equal("collections", growth.Method);
        Assert.InRange(growth.PerThousandRequests!.Value, 229_000, 231_000);
    }

    [Fact]
    public void Without_them_it_is_the_difference_of_the_ends()
    {
        Assert.Equal(new LoadGrowth(100_000, "ends"), LoadGrowth.Of(Floor(1_000_000), Floor(2_000_000), 10_000, [(5000, Floor(7))]));
        Assert.Equal(default, LoadGrowth.Of(null, Floor(1), 10, []));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5h", 5400)]
    [InlineData("2m", 120)]
    public void Times_are_read_with_their_unit(string text, double seconds)
    {
        Assert.True(TimeSpans.TryParse(text, out TimeSpan time));
        Assert.Equal(seconds, time.TotalSeconds);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.All((string[])["", "s", "3x", "-1", "1e400", "99999h"], text => Assert.False(TimeSpans.TryParse(text, out _), text));
        var good = new LoadOptions { Urls = ["http://127.0.0.1:1/"] };
        good.Checked();
        LoadOptions[] wrong = [good with { Urls = [] }, good with { Urls = ["ftp://x"] }, good with { Speed = 2 }, good with { Rate = double.NaN }, good with { Connections = 0 }, good with { Replay = "x", Rate = 1 },
            good with { Method = "G T" }, good with { Expected = new Expectation { SameStatus = true } }, good with { Duration = TimeSpan.Zero }];
        Assert.All(wrong, options => Assert.Throws<UsageException>(() => options.Checked()));
        Assert.Throws<UsageException>(() => LoadOptions.HeaderOf("no colon"));
        Assert.Equal(new("X-A", "b: c"), LoadOptions.HeaderOf("X-A:  b: c"));
        Assert.Equal((2, double.PositiveInfinity), (LoadOptions.SpeedOf("2x"), LoadOptions.SpeedOf("max")));
    }

    static FloorReading Floor(long bytes) => new(DateTimeOffset.UnixEpoch, bytes - 5, 5);

    static LoadView Sample()
    {
        var latency = new LatencyHistogram();
        for (int i = 1; i <= 1000; i++)
            latency.Add(TimeSpan.FromMicroseconds(i * 40));
        return new()
        {
            Tool = new("heaptrail", "1.0"),
            Target = "http://127.0.0.1:3000/orders",
            Connections = 50,
            Rate = 1000,
            Transactions = 10_000,
            Succeeded = 9_990,
            Failed = 10,
            TimedOut = 3,
            Retried = 1,
            Unsent = 0,
            Opened = 51,
            Availability = 0.999,
            ElapsedSeconds = 10.003,
            Bytes = 12_345_678,
            PerSecond = 999.7,
            Concurrency = 20.02,
            LatencyMilliseconds = LoadFigures.Of(latency),
            ServiceMilliseconds = LoadFigures.Of(latency),
            RequestsPerSecond = LoadFigures.Of([998, 1000, 1001, 1002]),
            BytesPerSecond = LoadFigures.Of([1_200_000, 1_234_567, 1_234_568, 1_250_000]),
            Statuses = new Dictionary<int, long> { [200] = 9_990, [503] = 7 }.ToImmutableSortedDictionary(),
            Failures = new Dictionary<string, long> { ["status 503"] = 7, ["no answer within 10 s"] = 3 }.ToImmutableSortedDictionary(),
            Memory = new()
            {
                Pid = 4121,
                Node = "20.20.2",
                CommandLine = "node server.js --with a-long-command-line --that-does-not-fit into-eighty-columns",
                Rss = [50 << 20, 95 << 20, 91 << 20],
                Floor = [4_200_000, 6_500_000],
                Collections = 12,
                PerThousandRequests = 230_012.5,
                Method = "collections",
            },
            Notes = ["120 requests that were due could not be sent in time: the server, or 50 connections, cannot keep this pace"],
        };
    }
}
