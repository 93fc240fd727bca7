using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Heaptrail.Capture.Processes;

/// <summary>
/// A program that we have started, with everything it starts in turn. Its inspector is reachable on 127.0.0.1, now or on request. Disposing
/// ends all of its processes.
/// </summary>
public sealed partial class TargetProgram : IAsyncDisposable
{
    /// <summary>Set in the environment of the program, so that its processes are known even after their parents have gone.</summary>
    const string MarkVariable = "HEAPTRAIL_TARGET";
    static readonly TimeSpan drainLimit = TimeSpan.FromMilliseconds(500);
    readonly Process process;
    readonly string mark;
    readonly OutputRelay output;
    readonly OutputRelay error;
    readonly Stopwatch age = Stopwatch.StartNew();

    TargetProgram(Process process, string command, string mark, int inspectorPort, TargetOptions options)
    {
        (this.process, Command, this.mark, InspectorPort, Pid) = (process, command, mark, inspectorPort, process.Id);
        output = new OutputRelay(process.StandardOutput.BaseStream, options.Output);
        error = new OutputRelay(process.StandardError.BaseStream, options.Error, new LineFilter(InspectorLines(inspectorPort)));
        Exited = WaitAsync();
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Process id of the command itself; the Node.js process may be another one below it.</summary>
    public int Pid { get; }

    /// <summary>The command line as it was given.</summary>
    public string Command { get; }

    /// <summary>The first port of the program's inspectors; processes of a cluster use the ones after it.</summary>
    public int InspectorPort { get; }

    /// <summary>Ends with the exit code of the command once it has exited and its output was passed on; 128 + n when signal n ended it.</summary>
    public Task<int> Exited { get; }

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
        string mark = Guid.NewGuid().ToString("N");
        start.Environment[MarkVariable] = mark;
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
        return new TargetProgram(Launch(start, command[0]), string.Join(' ', command), mark, port, options);
    }

    /// <summary>Ids of the living processes of the program, the command itself first.</summary>
    public ImmutableArray<int> ReadProcesses()
    {
        Trouble.RequireLinux();
        IEnumerable<int> pids = Exited.IsCompleted ? ProcessTree.Marked(MarkVariable, mark) : ProcessTree.Descendants(Pid).Prepend(Pid);
        return [.. pids.Where(pid => ProcessFacts.TryRead(pid, out ProcessFacts facts) && !facts.HasEnded)];
    }

    /// <summary>Throws when the program has ended; a command that succeeded and left processes behind has not.</summary>
    /// <exception cref="CaptureException">The program has ended; the message says how and its last line.</exception>
    public void ThrowIfExited()
    {
        if (!Exited.IsCompleted || (Exited.Result == 0 && ReadProcesses().Length > 0))
            return;
        throw Trouble.ExitedEarly(Trouble.HowEnded(Exited.Result, age.Elapsed), LastErrorLine);
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
