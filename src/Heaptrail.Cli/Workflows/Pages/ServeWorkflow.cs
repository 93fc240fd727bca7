using System.ComponentModel;
using System.Diagnostics;
using Heaptrail.Cli.Terminal;
using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Serves the pages until the user stops it.</summary>
sealed class ServeWorkflow(IReadOnlyList<string> named, ServeOptions options, UserTerminal terminal)
{
    /// <summary>Does it. Returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        using var uploads = new UploadFolder();
        var captures = new CaptureList(named);
        using var source = new PageSource(captures, new(uploads, options.MostUploadBytes, options.Ignored, options.Requests), new NoProgress(terminal.Note));
        source.WarmUp(cancel);
        PageServer server = await StartAsync(source, cancel).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            terminal.Write($"{server.PageAddress}\n");
            terminal.Note("this address works on this machine only, and for who has all of it; Ctrl+C ends");
            if (options.OpensBrowser && !TryOpen(server.PageAddress))
                terminal.Note("no browser could be opened: open the address yourself");
            try
            {
                await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // That is how a server ends.
            }
        }
        return ExitCode.Done;
    }

    async Task<PageServer> StartAsync(PageSource source, CancellationToken cancel)
    {
        try
        {
            return await PageServer.StartAsync(source, new() { Port = options.Port, MostUploadBytes = options.MostUploadBytes }, cancel).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new UsageException($"port {options.Port} of 127.0.0.1 cannot be used: {e.Message} Give another one, or none for one that is free");
        }
    }

    // The token is in the arguments of the opener for a moment, which other users of this machine could see; --no-open is for such machines.
    static bool TryOpen(string address)
    {
        string opener = OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        try
        {
            using Process? process = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo(address) { UseShellExecute = true }
                : new ProcessStartInfo(opener, [address]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>How the pages are served.</summary>
readonly record struct ServeOptions()
{
    /// <summary>Largest file that may be dropped when nothing else is said.</summary>
    public const long UsualUploadBytes = 8L << 30;

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }
    /// <summary>Whether a browser is opened.</summary>
    public bool OpensBrowser { get; init; }
    /// <summary>Largest file that may be dropped onto the page, in bytes.</summary>
    public long MostUploadBytes { get; init; } = UsualUploadBytes;
    /// <summary>Findings that are passed over.</summary>
    public IgnoreList Ignored { get; init; } = IgnoreList.Empty;
    /// <summary>Requests between two snapshots, when they are known.</summary>
    public long? Requests { get; init; }
}
