using System.Text.RegularExpressions;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

/// <summary>What the README shows is what the command prints, but for figures that differ from run to run.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_first_screen_of_the_readme_is_the_output_of_its_command()
    {
        string[] shown = OutputInReadme();
        using var folder = new TempFolder();

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "-q", "--", "node", "samples/request-log/leaky.js"],
            environment: new Dictionary<string, string?> { ["COLUMNS"] = "100", ["PORT"] = null });

        string[] finding = Finding(shown);
        Assert.InRange(finding.Length, 10, 30);
        Assert.Equal(finding.Select(WithoutFigures), Finding(result.Output.Split('\n')).Select(WithoutFigures));
    }

    static string[] OutputInReadme()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestPaths.Repository, "README.md"));
        int begin = Array.FindIndex(lines, line => line.StartsWith("    LEAK", StringComparison.Ordinal));
        return [.. lines[begin..].TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Length > 4 ? line[4..] : "")];
    }

    // The lines above and below break differently with the length of a pid and of other figures.
    static string[] Finding(string[] lines) =>
        [.. lines.SkipWhile(line => !line.StartsWith(" 1  ", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Grew", StringComparison.Ordinal))];

    static string WithoutFigures(string line) => Changing().Replace(line.Trim(), "#");

    [GeneratedRegex(@"\s*[\d.,]+( KiB| MiB| B| %)|pid \d+|Node\.js [\d.]+|element \[\d+\]\s*|\d+ steps?|\d{4}-\d\d-\d\dT[\d-]+|@\d+")]
    private static partial Regex Changing();
}
