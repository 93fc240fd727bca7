using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

public sealed class PageTests
{
    [Fact]
    public async Task The_html_report_of_a_real_leak_shows_in_a_browser_without_any_request_or_error()
    {
        string? chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "no Chromium: run ./test as root once, or install the package chromium");
        using var folder = new TempFolder();
        string page = folder.File("leak.html");
        await HeaptrailCommand.FindAsync(folder, "-n", "200", "--html", page, "--", "node", Sample.Read("request-log").Program("leaky"));

        CommandResult shown = await Command.RunAsync(chromium!, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0",
            $"--user-data-dir={folder.File("profile")}", "--dump-dom", $"file://{page}"]);

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("requestLogs is never emptied", shown.Output, StringComparison.Ordinal);
        Assert.Contains("request-log/leaky.js:7:7", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CONSOLE", shown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_page_is_not_overwritten_without_force()
    {
        using var folder = new TempFolder();
        string page = folder.Write("leak.html", "mine");

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "--html", page, "--", "node", "-e", "0"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--force", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }
}
