using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class IgnoreListTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("heaptrail-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_file_is_looked_for_in_the_folder_and_above()
    {
        string below = Directory.CreateDirectory(Path.Combine(folder, "a", "b")).FullName;
        string file = Write("heaptrail.json", """{"ignore":[]}""");
        Assert.Equal(file, ProjectConfig.FindUpwards(below));
    }

    [Fact]
    public void Entries_have_a_fingerprint_and_a_reason()
    {
        string file = Write("heaptrail.json", """{"ignore":[{"fingerprint":"map-grows:a.js#cache","reason":"bounded by the number of users"}]}""");
        Assert.Equal(new Dictionary<string, string> { ["map-grows:a.js#cache"] = "bounded by the number of users" }, ProjectConfig.ReadIgnored(file));
    }

    [Theory]
    [InlineData("{\n  \"ignore\": [\n", "not JSON, at line 3")]
    [InlineData("[]", "expected an object")]
    [InlineData("{\"ignore\":{}}", "must be a list")]
    [InlineData("{\"ignore\":[{\"reason\":\"known\"}]}", "entry 1 of \"ignore\" has no \"fingerprint\"")]
    [InlineData("{\"ignore\":[{\"fingerprint\":\"x\"}]}", "entry 1 of \"ignore\" (x) has no \"reason\"")]
    [InlineData("{\"ignore\":[{\"fingerprint\":\"x\",\"reason\":\" \"}]}", "has no \"reason\"")]
    [InlineData("{\"ignore\":[1]}", "has no \"fingerprint\"")]
    [InlineData("{\"ignore\":[{\"fingerprint\":\"x\",\"reason\":\"a\"},{\"fingerprint\":\"x\",\"reason\":\"b\"}]}", "twice")]
    public void What_is_wrong_is_said_in_one_line(string text, string message)
    {
        var error = Assert.Throws<UsageException>(() => ProjectConfig.ReadIgnored(Write("heaptrail.json", text)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.EndsWith("there is no such file", Assert.Throws<UsageException>(() => ProjectConfig.ReadIgnored(Path.Combine(folder, "none.json"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Entries_that_nothing_matches_are_mentioned()
    {
        var list = new IgnoreList(new Dictionary<string, string?> { ["a:x#y"] = null, ["b:x#y"] = "why", ["c:x#y"] = "here" }, "heaptrail.json");
        Assert.Equal(
            ["--ignore a:x#y: no finding has this fingerprint", "heaptrail.json: no finding has the fingerprint b:x#y: if it is fixed, take the entry out"],
            list.Unmatched([SampleReports.OneLeak.Findings[0] with { Fingerprint = "c:x#y" }]));
    }

    [Fact]
    public void Ignored_findings_are_one_line_of_the_text()
    {
        LeakReport report = SampleReports.OneLeak with { Verdict = Verdict.NoLeak, Findings = [SampleReports.OneLeak.Findings[0] with { Ignored = true, IgnoreReason = "freed at shutdown" }] };
        string text = TerminalRenderer.Render(report, new TextStyle { Width = 80 });
        Assert.Contains("1 known finding ignored (freed at shutdown)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings[0].Title, text, StringComparison.Ordinal);
        Assert.Equal(0, ExitCodes.Of(report.Verdict));
    }

    [Fact]
    public void A_path_is_the_same_in_every_checkout()
    {
        Assert.Equal("src/server.js", Checkout("first"));
        Assert.Equal("src/server.js", Checkout("second/deeper"));

        string Checkout(string name)
        {
            string root = Directory.CreateDirectory(Path.Combine(folder, name, "src")).Parent!.FullName;
            File.WriteAllText(Path.Combine(root, "package.json"), """{"name":"shop","version":"1.2.3"}""");
            return new ProjectPaths(() => []).StablePathOf(Path.Combine(root, "src", "server.js"));
        }
    }

    [Theory]
    [InlineData("/gone/app/node_modules/ws/lib/a.js", "ws/lib/a.js")]
    [InlineData("/gone/app/node_modules/.pnpm/ws@8/node_modules/ws/lib/a.js", "ws/lib/a.js")]
    [InlineData("/gone/app/src/server.js", "src/server.js")]
    [InlineData("https://host/a.js", "https://host/a.js")]
    public void Without_the_files_the_paths_alone_must_do(string path, string stable) =>
        Assert.Equal(stable, new ProjectPaths(() => ["/gone/app/src/server.js", "/gone/app/src/shop.js", "/gone/app/node_modules/ws/lib/a.js"]).StablePathOf(path));

    [Fact]
    public void Without_packages_the_folder_that_the_scripts_have_in_common_is_the_project() =>
        Assert.Equal("routes/a.js", new ProjectPaths(() => ["/gone/app/server.js", "/gone/app/routes/a.js"]).StablePathOf("/gone/app/routes/a.js"));

    [Fact]
    public void The_version_of_a_package_is_read_past_folders_that_only_say_how_to_load()
    {
        string package = Directory.CreateDirectory(Path.Combine(folder, "node_modules", "ws", "dist", "cjs")).FullName;
        File.WriteAllText(Path.Combine(folder, "node_modules", "ws", "package.json"), """{"name":"ws","version":"8.1.0"}""");
        File.WriteAllText(Path.Combine(package, "package.json"), """{"type":"commonjs"}""");
        Assert.Equal("8.1.0", new ProjectPaths(() => []).VersionOf(Path.Combine(package, "a.js")));
    }

    string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
