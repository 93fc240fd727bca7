using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary>The limit that forecasts use, against programs that run out of memory.</summary>
public sealed class HeapLimitTests
{
    // Slow at the end: the last sample is up to some hundred milliseconds old.
    const string Leaking = """
        const kept = [];
        setInterval(() => {
          const count = process.memoryUsage().heapUsed > 85e6 ? 800 : 8000;
          for (let i = 0; i < count; i++) kept.push({ i, pair: [i, i], text: 'x' + Math.random() });
        }, 20);
        """;

    [Fact]
    public async Task A_program_dies_within_5_percent_of_the_limit_that_is_forecast()
    {
        int[] majors = [18, 20, 22, 24, 26];
        string[] wrong = await Task.WhenAll(majors.Select(async major =>
        {
            (double used, double limit) = await DeathAsync(NodeVersions.Binary(major));
            return used / limit is > 0.95 and < 1.05 ? "" : $"Node.js {major} died with {used / (1 << 20):0} MiB of {limit / (1 << 20):0} MiB. ";
        }));
        Assert.Equal("", string.Concat(wrong));
    }

    /// <summary>What was in use in the last sample before its death, and its limit.</summary>
    static async Task<(double Used, double Limit)> DeathAsync(string node)
    {
        using var folder = new TempFolder();
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", "--interval", "0.1", "--json", "--", node, "--max-old-space-size=96", folder.Write("app.cjs", Leaking)]);
        Assert.Contains("heap out of memory", result.Error, StringComparison.Ordinal);
        (double, double) last = (0, 0);
        foreach (string line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            if (!parsed.RootElement.TryGetProperty("sample", out JsonElement sample) || sample.GetProperty("oldLimit").ValueKind != JsonValueKind.Number)
                continue;
            last = (sample.GetProperty("heapUsed").GetDouble(), sample.GetProperty("oldLimit").GetDouble());
        }
        return last;
    }
}
