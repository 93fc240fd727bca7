using System.Diagnostics;
using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Load;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Live;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>Lets a program run until it dies of its heap limit, copies its memory in that moment, and names what fills it.</summary>
sealed class CrashWorkflow(FindOptions options, UserTerminal terminal)
{
    const int Abort = 6;
    static readonly TimeSpan retryTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Does it.</summary>
    /// <exception cref="CaptureException">The program ended without a crash, or its memory cannot be copied.</exception>
    public async Task<LeakReport> RunAsync(CancellationToken cancel)
    {
        CaptureFolder folder = CaptureFolder.Create(options.Folder, DateTimeOffset.UtcNow);
        var clock = Stopwatch.StartNew();
        try
        {
            return options.Attach is { } running
                ? await WatchRunningAsync(running, folder, clock, cancel).ConfigureAwait(false)
                : await RunProgramAsync(folder, clock, cancel).ConfigureAwait(false);
        }
        catch (HeapReadException e)
        {
            throw new CaptureException(e.IsPermission ? CaptureFault.Permission : CaptureFault.Other, e.Message, e);
        }
    }

    async Task<LeakReport> RunProgramAsync(CaptureFolder folder, Stopwatch clock, CancellationToken cancel)
    {
        string command = string.Join(' ', options.Command);
        terminal.Progress.Step($"running {command} until it crashes");
        TargetProgram program = TargetProgram.Start(ShellBetween.And(options.Command), new() { Output = terminal.PassThrough, Error = terminal.PassThrough });
        await using (program.ConfigureAwait(false))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Task load = DriveAsync(stop.Token);
            (ProcessCrash Crash, string File)? caught = await new CrashCatcher(folder).WaitAsync(() => program.Exited.IsCompleted ? [] : program.ReadProcesses(), program.Exited, cancel).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TimeSpan life = clock.Elapsed;
            if (caught is not { } crashed)
            {
                int code = await program.Exited.ConfigureAwait(false);
                throw new CaptureException(CaptureFault.ExitedEarly, $"the program ended with exit code {code} after {Durations.Format(life)}, and not by a crash: there is nothing to look into. "
                    + "A lower --max-old-space-size makes it reach its heap limit sooner");
            }
            // What it wrote last comes a moment later.
            await Task.WhenAny(program.Exited, Task.Delay(TimeSpan.FromSeconds(2), cancel)).ConfigureAwait(false);
            return Report(crashed.Crash, crashed.File, command, program.LastErrorLine, life, cancel);
        }
    }

    async Task<LeakReport> WatchRunningAsync(string running, CaptureFolder folder, Stopwatch clock, CancellationToken cancel)
    {
        if (!int.TryParse(running, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            throw new UsageException($"--until-crash with '{running}': give the process id, since only a process of this machine can be watched");
        string file = folder.CrashFile(pid);
        string command = ProcessFacts.TryRead(pid, out ProcessFacts facts) ? string.Join(' ', facts.CommandLine) : "";
        var watch = CrashWatch.Start(pid, () => OutputFile.Create(file, force: true));
        terminal.Progress.Step($"waiting until process {pid} crashes");
        Task load = DriveAsync(cancel);
        ProcessCrash? crash = await watch.Ended.WaitAsync(cancel).ConfigureAwait(false);
        return crash is null
            ? throw new CaptureException(CaptureFault.ExitedEarly, $"process {pid} ended, and not by a crash: there is nothing to look into")
            : Report(crash, file, command, null, clock.Elapsed, cancel);
    }

    // Requests are made as long as somebody answers.
    async Task DriveAsync(CancellationToken cancel)
    {
        ILoad? load = options.LoadCommand is { } command ? new CommandLoad(command, new() { Output = terminal.PassThrough, Error = terminal.PassThrough })
            : options.Urls.IsEmpty ? null
            : new HttpLoad(new() { Urls = [.. options.Urls], Requests = options.Requests, Connections = options.Connections });
        while (load is not null && !cancel.IsCancellationRequested)
        {
            try
            {
                await load.RunAsync(null, cancel).ConfigureAwait(false);
            }
            catch (CaptureException)
            {
                await Task.Delay(retryTime, cancel).ConfigureAwait(false);
            }
        }
    }

    LeakReport Report(ProcessCrash crash, string file, string command, string? message, TimeSpan life, CancellationToken cancel)
    {
        if (crash.Trouble is { } trouble)
            throw new CaptureException(CaptureFault.Storage, $"process {crash.Pid} crashed after {Durations.Format(life)}, but its memory could not be kept: {trouble}");
        return new CrashDiagnosis(options.Ignored, terminal.Progress).Of(new(crash, file, command, IsHeapLimit(crash.Signal, message), message, life), "find", cancel);
    }

    // An assertion of Node.js or of an addon aborts as well, and says so.
    static bool IsHeapLimit(int signal, string? message) =>
        message is null ? signal == Abort : message.Contains("heap out of memory", StringComparison.OrdinalIgnoreCase) || message.Contains("heap limit", StringComparison.OrdinalIgnoreCase);
}
