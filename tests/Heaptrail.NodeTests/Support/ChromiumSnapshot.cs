using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Heaptrail.Capture.Inspector;

namespace Heaptrail.NodeTests.Support;

/// <summary>A snapshot of a page in a real browser, taken over its DevTools protocol with the options of the Memory panel.</summary>
static partial class ChromiumSnapshot
{
    public static async Task<string> WriteAsync(TempFolder folder, string html)
    {
        string? chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "no Chromium: run ./test as root once, or install the package chromium");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string page = folder.Write("page.html", html);
        using Process browser = Process.Start(new ProcessStartInfo(chromium!, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={folder.File("profile")}", $"file://{page}"])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            int port = await ReadPortAsync(browser, cancel);
            browser.BeginOutputReadLine();
            InspectorPage tab = await FindTabAsync(new("127.0.0.1", port), page, cancel);
            string snapshot = folder.File("page.heapsnapshot");
            await using InspectorClient client = await InspectorClient.ConnectAsync(tab.Address, new(), cancel);
            await LoadAsync(client, cancel);
            await using var writer = new SnapshotWriter(snapshot);
            client.ChunkReceiver = writer.AddAsync;
            await client.SendAsync("HeapProfiler.enable", null, cancel);
            await client.SendAsync("HeapProfiler.takeHeapSnapshot", parameters =>
            {
                parameters.WriteBoolean("captureNumericValue", true);
                parameters.WriteBoolean("exposeInternals", true);
            }, cancel);
            return snapshot;
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync(CancellationToken.None);
        }
    }

    // The blank page that stands in the tab before ours is complete as well.
    const string Loaded = "location.protocol === 'file:' && document.readyState === 'complete'";

    static async Task LoadAsync(InspectorClient client, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            JsonElement answer = await client.SendAsync("Runtime.evaluate", parameters => parameters.WriteString("expression", Loaded), cancel);
            if (answer.GetProperty("result").GetProperty("value").GetBoolean())
                return;
            await Task.Delay(50, cancel);
        }
        throw new InvalidOperationException("the page did not load");
    }

    static async Task<int> ReadPortAsync(Process browser, CancellationToken cancel)
    {
        while (await browser.StandardError.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(40), cancel) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException("Chromium ended before it listened");
    }

    static async Task<InspectorPage> FindTabAsync(InspectorEndpoint endpoint, string page, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if ((await endpoint.ListAsync(cancel)).FirstOrDefault(tab => tab.Url.EndsWith(page, StringComparison.Ordinal)) is { } found)
                return found;
            await Task.Delay(100, cancel);
        }
        throw new InvalidOperationException("Chromium did not open the page");
    }

    [GeneratedRegex(@"^DevTools listening on ws://[^:]+:(\d+)/")]
    private static partial Regex Listening();
}
