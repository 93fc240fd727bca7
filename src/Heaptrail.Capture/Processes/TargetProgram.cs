using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Heaptrail.Capture.Processes;

/// <summary>
/// A program that we have started, with everything it starts in turn. Its inspector is reachable on 127.0.0.1, now or on request. Disposing
/// ends all of its processes.
/// </summary>
public sealed class TargetProgram : IAsyncDisposable
{
    static readonly TimeSpan drainLimit = TimeSpan.FromMilliseconds(500);
    readonly Process process;
    readonly ProcessGroup group;
    readonly OutputRelay output;
    readonly OutputRelay error;
    readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Stopwatch age = Stopwatch.StartNew();

    TargetProgram(Process process, string command, ProcessGroup group, int inspectorPort, TargetOptions options)
    {
        (this.process, Command, this.group, InspectorPort, Pid) = (process, command, group, inspectorPort, process.Id);
        output = new OutputRelay(process.StandardOutput.BaseStream, options.Output);
        var filter = new LineFilter(InspectorLines(inspectorPort));
        filter.Removed += line => _ = line.AsSpan().StartsWith("Waiting"u8) && waits.TrySetResult();
        error = new OutputRelay(process.StandardError.BaseStream, options.Error, filter);
        Exited = WaitAsync();
        Finishing = Task.WhenAny(Exited, waits.Task);
    }

    /// <summary>Process id of the command itself; the Node.js process may be another one below it.</summary>
    public int Pid { get; }

    /// <summary>The command line as it was given.</summary>
    public string Command { get; }

    /// <summary>The first port of the program's inspectors; processes of a cluster use the ones after it.</summary>
    public int InspectorPort { get; }

    /// <summary>Ends with the exit code of the command once it has exited and its output was passed on; 128 + n when signal n ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>Ends when the program has exited, or would exit but waits for its inspector clients to disconnect as Node.js 16 to 20 do:
    /// release the session then.</summary>
    public Task Finishing { get; }

    /// <summary>The line of standard error that says best what happened; <see langword="null"/> when there is none.</summary>
    public string? LastErrorLine => error.Tail.TellingLine();

    /// <summary>Starts a program.</summary>
    /// <param name="command">The command line in words, such as <c>node app.js</c>, <c>npm start</c> or <c>./run.sh</c>.</param>
    /// <param name="options">Streams, folder and environment.</param>
    /// <exception cref="CaptureException">The command cannot be started.</exception>
    public static TargetProgram Start(IReadOnlyList<string> command, TargetOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count);
        string folder = options.WorkingDirectory ?? Environment.CurrentDirectory;
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = options.Input == TargetInput.Empty,
            WorkingDirectory = folder,
        };
        foreach ((string name, string value) in options.Environment ?? ImmutableDictionary<string, string>.Empty)
            start.Environment[name] = value;
        start.FileName = Executables.Find(command[0], folder, start.Environment.TryGetValue("PATH", out string? path) ? path : null);

        int port = FreePorts.Choose();
        ProcessGroup group = ProcessGroup.Mark(start);
        if (NodeNames.IsNode(command[0]))
        {
            start.ArgumentList.Add($"--inspect=127.0.0.1:{port}");
            start.ArgumentList.Add(NodeNames.PublishOption);
        }
        else
        {
            // Opens nothing: every Node.js process below only learns which port to use when it is asked to open one.
            start.Environment.TryGetValue("NODE_OPTIONS", out string? before);
            start.Environment["NODE_OPTIONS"] = $"{before} --inspect-port=127.0.0.1:{port} {NodeNames.PublishOption}".TrimStart();
        }
        foreach (string word in command.Skip(1))
            start.ArgumentList.Add(word);
        Process process = Launch(start, command[0]);
        group.Root = process;
        return new TargetProgram(process, string.Join(' ', command), group, port, options);
    }

    /// <summary>Ids of the living processes of the program, the command itself first.</summary>
    public ImmutableArray<int> ReadProcesses()
    {
        Trouble.RequireLinux();
        return [.. group.ReadMembers().Select(member => member.Pid)];
    }

    /// <summary>Throws when the program has ended; a command that succeeded and left processes behind has not.</summary>
    /// <exception cref="CaptureException">The program has ended; the message says how and its last line.</exception>
    public void ThrowIfExited()
    {
        if (!Exited.IsCompleted || (Exited.Result == 0 && ReadProcesses().Length > 0))
            return;
        throw Trouble.ExitedEarly(Exited.Result, age.Elapsed, LastErrorLine);
    }

    /// <summary>
    /// Ends all processes of the program: SIGTERM first, SIGKILL after 3 seconds or on cancellation. Disconnect inspector clients before, or
    /// Node.js 16 to 20 may wait for them.
    /// </summary>
    /// <param name="cancel">Ends the wait, not the stop: what still runs is killed.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await group.StopAsync(cancel).ConfigureAwait(false);
        await Exited.ConfigureAwait(false);
    }

    /// <summary>Ends all processes of the program.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        process.Dispose();
    }

    static Process Launch(ProcessStartInfo start, string command)
    {
        try
        {
            Process process = Process.Start(start)!;
            if (start.RedirectStandardInput)
                process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            const int noExec = 8;
            throw Trouble.CannotStart(command, e.NativeErrorCode == noExec
                ? "it is neither a program nor a script with a #! line; name its interpreter"
                : $"{Trouble.OneLine(e.Message)}; check the command", e);
        }
    }

    async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        age.Stop();
        // Processes that outlive the command may hold its pipes open: do not wait for them.
        await Task.WhenAny(Task.WhenAll(output.Completed, error.Completed), Task.Delay(drainLimit)).ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>
    /// What Node.js 16 to 26 write to standard error about an inspector in spite of <see cref="NodeNames.PublishOption"/>: on connection, at
    /// exit with a client (16 to 20), and in processes forked with our option, which find the port taken and go on without.
    /// </summary>
    static byte[][] InspectorLines(int port) =>
    [
        .. Enumerable.Range(port, FreePorts.Span)
            .Select(taken => $"Starting inspector on 127.0.0.1:{taken} failed: address already in use\n")
            .Prepend("Waiting for the debugger to disconnect...\n").Prepend("Debugger attached.\n").Select(Encoding.ASCII.GetBytes),
    ];
}
