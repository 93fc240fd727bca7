using System.Globalization;
using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary>The limit that forecasts use, against programs that run out of memory.</summary>
public sealed class HeapLimitTests
{
    // It begins when it is watched, and notes by itself what is in use: samples come late where the machine is busy.
    const string Leaking = """
        const kept = [], notes = require('fs').openSync(process.argv[2], 'w');
        setInterval(() => {
          if (!globalThis[Symbol.for('heaptrail.watch')]) return;
          const used = process.memoryUsage().heapUsed;
          require('fs').writeSync(notes, String(used).padEnd(20), 0);
          for (let i = 0; i < (used > 150e6 ? 1500 : 8000); i++) kept.push({ i, pair: [i, i], text: 'x' + Math.random() });
        }, 20);
        """;

    [Fact]
    public async Task A_program_dies_within_5_percent_of_the_limit_that_is_forecast()
    {
        int[] majors = [18, 20, 22, 24, 26];
        string[] wrong = await Task.WhenAll(majors.Select(async major =>
        {
            (double used, double limit, bool isFull) = await DeathAsync(NodeVersions.Binary(major));
            // With a heap that fills fast V8 may give up sooner: when some collections in a row have freed next to nothing.
            return used / limit > (isFull ? 0.95 : 0.75) && used / limit < 1.05 ? "" : $"Node.js {major} died with {used / (1 << 20):0} MiB of {limit / (1 << 20):0} MiB. ";
        }));
        Assert.Equal("", string.Concat(wrong));
    }

    /// <summary>What was in use at its death, the limit that watch told, and whether V8 said that it was reached.</summary>
    static async Task<(double Used, double Limit, bool IsFull)> DeathAsync(string node)
    {
        using var folder = new TempFolder();
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", "--interval", "0.1", "--json", "--", node, "--max-old-space-size=192", folder.Write("app.cjs", Leaking), folder.File("used")]);
        Assert.Contains("heap out of memory", result.Error, StringComparison.Ordinal);
        double limit = 0;
        foreach (string line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.TryGetProperty("sample", out JsonElement sample) && sample.GetProperty("oldLimit").ValueKind == JsonValueKind.Number)
                limit = sample.GetProperty("oldLimit").GetDouble();
        }
        return (double.Parse(await File.ReadAllTextAsync(folder.File("used"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture), limit, result.Error.Contains("Reached heap limit", StringComparison.Ordinal));
    }
}
