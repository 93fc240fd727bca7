using Heaptrail.Cli.Terminal;

namespace Heaptrail.Cli.Web;

/// <summary>Serves the figures that are the newest at <c>/metrics</c> of a port of 127.0.0.1.</summary>
sealed class MetricsServer : IAsyncDisposable
{
    readonly LoopbackServer server;
    string text = "";

    MetricsServer(int port) => server = new(port, request => Task.FromResult(request is { Method: "GET", Path: "/metrics" }
        ? new LoopbackAnswer(200, Volatile.Read(ref text), PrometheusText.ContentType)
        : new LoopbackAnswer(404, "GET /metrics has the figures\n")));

    /// <summary>Starts it; <see langword="null"/> when no port was given.</summary>
    /// <param name="port">TCP port; 0 for any that is free.</param>
    /// <param name="terminal">Told the address.</param>
    /// <exception cref="UsageException">The port is taken.</exception>
    public static MetricsServer? Start(int? port, UserTerminal terminal)
    {
        if (port is not { } number)
            return null;
        var started = new MetricsServer(number);
        terminal.Note($"metrics: http://127.0.0.1:{started.server.Port}/metrics");
        return started;
    }

    /// <summary>Serves other figures from now on.</summary>
    public void Show(PrometheusText figures) => Volatile.Write(ref text, figures.ToString());

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
