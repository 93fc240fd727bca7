using System.Diagnostics;
using System.Text;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary>A small JavaScript program in a folder of its own, started by the code under test.</summary>
sealed class Launched : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly MemoryStream output = new();
    readonly MemoryStream error = new();

    public required TargetProgram Program { get; init; }
    public string Folder => folder.Path;
    public string Output => Encoding.UTF8.GetString(output.ToArray());
    public string Error => Encoding.UTF8.GetString(error.ToArray());
    public byte[] OutputBytes => output.ToArray();
    public byte[] ErrorBytes => error.ToArray();

    public static Launched Node(string script, params string[] nodeOptions) => Start([.. (string[])["node", .. nodeOptions, "app.js"]], ("app.js", script));

    public static Launched Start(string[] command, params (string Name, string Text)[] files)
    {
        var folder = new TempFolder();
        foreach ((string name, string text) in files)
            folder.Write(name, text);
        return new Launched(folder, command);
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    Launched(TempFolder folder, string[] command)
    {
        this.folder = folder;
        Program = TargetProgram.Start(command, new TargetOptions { WorkingDirectory = folder.Path, Output = output, Error = error });
    }

    public Task<PickedProcess> PickAsync(PickGoal goal = PickGoal.Server, double seconds = 8) =>
        NodeProcessPicker.PickAsync(Program, new PickOptions { Goal = goal, Limit = TimeSpan.FromSeconds(seconds) }, TestContext.Current.CancellationToken);

    public async Task<HeapSession> ConnectAsync(PickGoal goal = PickGoal.Server)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        InspectorTarget target = await InspectorAccess.OpenAsync(Program, await PickAsync(goal), cancel);
        return await HeapSession.ConnectAsync(target, new HeapSessionOptions(), cancel);
    }

    public string File(string name) => folder.File(name);

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>A node process that the code under test did not start.</summary>
sealed class Running : IDisposable
{
    readonly TempFolder folder = new();
    readonly Process process;

    public int Pid => process.Id;
    public bool HasExited => process.HasExited;

    Running(string node, string script, string[] nodeOptions)
    {
        folder.Write("app.js", script);
        process = Process.Start(new ProcessStartInfo(node, [.. nodeOptions, "app.js"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it and waits until it prints its first line, which the script must do when it is ready.</summary>
    public static async Task<Running> StartAsync(string node, string script, params string[] nodeOptions)
    {
        var running = new Running(node, script, nodeOptions);
        await running.ReadLineAsync();
        return running;
    }

    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }
}

/// <summary>Scripts that several tests use.</summary>
static class Scripts
{
    public const string Server = """
        const kept = [];
        require('http').createServer((request, response) => { kept.push({ url: request.url }); response.end('ok'); }).listen(0, '127.0.0.1');
        """;

    public const string Idle = """
        console.log('ready');
        setInterval(() => {}, 1000);
        """;
}
