using System.Diagnostics;
using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Pages;

/// <summary>A leak that was found, its report, two servers and one browser that looks at all of them; what it saw, by the name of the check.</summary>
public sealed class BrowsedPages : IAsyncLifetime
{
    // Names, texts and a file name as somebody would choose them who wants to break a page.
    const string Hostile = """
        const evil = '<img src=x onerror="globalThis.pwned=1">', bidi = '\u202egnp.exe\u2066', control = '\u001b[31m\u0000\u0007';
        const { [evil]: Evil } = { [evil]: class { constructor(i) { this['<script>pwned=1</script>' + bidi] = '<script>globalThis.pwned=' + i + '</script>' + control; } } };
        Object.defineProperty(Evil.prototype, Symbol.toStringTag, { value: 'x' + evil });
        globalThis.kept = Array.from({ length: 40 }, (_, i) => new Evil(i % 3));
        globalThis[evil + bidi + control] = [evil.repeat(30000), { ['"><b class=evil>']: bidi + control + 'javascript:pwned=1' }];
        require('v8').writeHeapSnapshot(process.argv[2]);
        """;

    readonly TempFolder folder = new();
    readonly Dictionary<string, string[]> problems = [];
    readonly List<Process> servers = [];

    /// <summary>The report as a file.</summary>
    internal string Report => folder.File("leak.html");

    /// <summary>What is wrong, of one check.</summary>
    internal IReadOnlyList<string> ProblemsOf(string check) =>
        problems.TryGetValue(check, out string[]? found) ? found : [$"the check '{check}' did not run"];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "no Chromium: run ./test as root once, or install the package chromium");
        string packages = Path.Combine(TestPaths.Cache, "pages");
        Assert.SkipUnless(Directory.Exists(Path.Combine(packages, "node_modules", "playwright-core")), "what drives the pages is not installed: run ./test once");
        Task<string> hostile = ServeHostileAsync();
        await HeaptrailCommand.FindAsync(folder, "-n", "200", "--settle", "0", "--html", Report, "--", "node", Path.Combine("samples", "request-log", "leaky.js"));
        string[] rounds = [.. Enumerable.Range(1, 3).Select(i => folder.File($"snapshots/round-{i}.heapsnapshot"))];
        string added = folder.File("added.heapsnapshot");
        File.Copy(rounds[0], added);
        string script = Path.Combine(TestPaths.Repository, "tests", "Heaptrail.NodeTests", "Pages", "pages.mjs");
        string screenshots = Path.Combine(TestPaths.Repository, "artifacts", "screenshots");
        CommandResult result = await Command.RunAsync("node", [script, packages, await ServeAsync(rounds), Report, await hostile, added, screenshots]);
        foreach (string line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement check = JsonDocument.Parse(line).RootElement;
            problems[check.GetProperty("name").GetString()!] = [.. check.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
        }
        Assert.True(result.ExitCode == 0, result.Error);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process server in servers)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
        folder.Dispose();
    }

    async Task<string> ServeHostileAsync()
    {
        string file = folder.File("<b class=evil>\u202e'\"&.heapsnapshot");
        (await Command.RunAsync("node", [folder.Write("hostile.cjs", Hostile), file])).Succeeded();
        return await ServeAsync(file);
    }

    // Returns the address that it prints.
    async Task<string> ServeAsync(params string[] files)
    {
        Process server = Process.Start(new ProcessStartInfo(TestPaths.Launcher, ["serve", "--no-open", .. files])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = TestPaths.Repository,
        })!;
        lock (servers)
            servers.Add(server);
        server.BeginErrorReadLine();
        return await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("the server printed no address");
    }
}
