using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Heaptrail.NodeTests.Support;

/// <summary>A Node.js program that runs beside a test and is ended with it.</summary>
sealed class RunningProgram : IAsyncDisposable
{
    readonly Process process;

    RunningProgram(Process process, int inspectorPort)
    {
        this.process = process;
        InspectorPort = inspectorPort;
    }

    public int Pid => process.Id;

    public int InspectorPort { get; }

    public bool HasExited => process.HasExited;

    /// <summary>Starts a program that prints a line when it is ready; the line is in <see cref="FirstLine"/>.</summary>
    public static async Task<RunningProgram> StartAsync(TempFolder folder, string code, bool inspect = false, string node = "node", bool ownPort = false)
    {
        string file = folder.Write($"running-{Guid.NewGuid():N}.cjs", code);
        int port = inspect ? FreePort() : 0;
        // Tests run beside one another, and only one process can have the usual port when SIGUSR1 comes.
        string[] arguments = inspect ? [$"--inspect=127.0.0.1:{port}", file] : ownPort ? ["--inspect-port=127.0.0.1:0", file] : [file];
        Process process = Process.Start(new ProcessStartInfo(node, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return new(process, port) { FirstLine = line ?? "" };
    }

    public string FirstLine { get; private init; } = "";

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
