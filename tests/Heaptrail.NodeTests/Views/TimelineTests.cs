using System.Globalization;
using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class TimelineTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(26)]
    public async Task The_sizes_of_the_buckets_and_the_classes_of_a_span_are_those_of_DevTools(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string file = await RecordedProgram.RecordItselfAsync(folder, node, "times");
        JsonElement samples = (await DevTools.RunAsync("samples", file)).GetProperty("samples");

        using var whole = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["timeline", file, "--json"])).Succeeded().Output);
        JsonElement[] buckets = [whole.RootElement.GetProperty("before"), .. whole.RootElement.GetProperty("buckets").EnumerateArray()];
        Assert.True(buckets.Length > 3, $"{buckets.Length} marks");
        Assert.Equal(samples.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt64()), buckets.Select(bucket => bucket.GetProperty("bytes").GetInt64()));
        Assert.Equal(samples.GetProperty("timestamps").EnumerateArray().Select(time => time.GetDouble() / 1000), buckets.Select(bucket => bucket.GetProperty("toSeconds").GetDouble()), (a, b) => Math.Abs(a - b) < 1e-9);

        string Second(JsonElement bucket, string field) => bucket.GetProperty(field).GetDouble().ToString("0.######", CultureInfo.InvariantCulture);
        using var span = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["timeline", file, "--json", "-n", "100000",
            "--from", Second(buckets[2], "fromSeconds"), "--to", Second(buckets[3], "toSeconds")])).Succeeded().Output);
        JsonElement range = span.RootElement.GetProperty("range");
        Assert.Equal((buckets[2].GetProperty("afterId").GetInt64(), buckets[3].GetProperty("lastId").GetInt64()), (range.GetProperty("afterId").GetInt64(), range.GetProperty("lastId").GetInt64()));
        JsonElement expected = await DevTools.RunAsync("summary", file, "--min-id", $"{range.GetProperty("afterId")}", "--max-id", $"{range.GetProperty("lastId")}");
        Assert.Equal(
            expected.GetProperty("aggregates").EnumerateArray().Select(row => $"{row.GetProperty("name")} {row.GetProperty("count")} {row.GetProperty("self")} {row.GetProperty("maxRet")}").Order(),
            span.RootElement.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("class")} {row.GetProperty("count")} {row.GetProperty("shallowBytes")} {row.GetProperty("retainedBytes")}").Order());
    }

    [Theory]
    [InlineData("--from", "-1", "--from must be a number of seconds such as 1.5, not '-1'")]
    [InlineData("--to", "soon", "--to must be a number of seconds such as 1.5, not 'soon'")]
    public async Task A_time_that_is_none_is_wrong_usage(string option, string value, string message)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["timeline", "a.heaptimeline", option, value]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"heaptrail: {message}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_that_ends_before_it_begins_is_wrong_usage() =>
        Assert.StartsWith("heaptrail: --from must be before --to\n", (await HeaptrailCommand.RunAsync(["timeline", "a.heaptimeline", "--from", "2", "--to", "1"])).Error, StringComparison.Ordinal);
}
