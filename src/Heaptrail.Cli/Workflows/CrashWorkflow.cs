using System.Diagnostics;
using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Load;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Views;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Live;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Lets a program run until it dies of its heap limit, copies its memory in that moment, and names what fills it.</summary>
sealed class CrashWorkflow(FindOptions options, UserTerminal terminal)
{
    const int Abort = 6;
    const int MostFrames = 50;
    static readonly TimeSpan retryTime = TimeSpan.FromMilliseconds(300);

    // A shell between us and the program: the kernel tells the parent of a process that is watched about each of its stops, and whoever
    // waits for the end of a child takes these for it.
    static readonly string[] shell = ["/bin/sh", "-c", "\"$@\"; exit $?", "sh"];

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
        TargetProgram program = TargetProgram.Start([.. shell, .. options.Command], new() { Output = terminal.PassThrough, Error = terminal.PassThrough });
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
        terminal.Progress.Step("looking for objects");
        CrashInfo info = new() { Signal = crash.Signal, IsHeapLimit = IsHeapLimit(crash.Signal, message), Message = message, Seconds = Math.Round(life.TotalSeconds, 1), Threads = [.. Stacks(file, cancel)] };
        SnapshotSeries series = SnapshotSeries.Read([file], terminal.Progress, cancel);
        LeakDiagnosis diagnosis = series.Diagnose(null, new ProgramSources().AddFrom(series.Last), options.Ignored);
        string how = info.IsHeapLimit ? "died of its heap limit" : $"died of signal {crash.Signal}";
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            Command = "find",
            Verdict = diagnosis.Verdict,
            Summary = $"The program {how} after {Durations.Format(life)}. {diagnosis.Summary}",
            Target = new(crash.Pid, NodeVersion.Find(series.Last), command, "main"),
            Snapshots = series.Describe((_, described) => described with { Label = "at its death", Method = "memory", TakenAt = DateTimeOffset.UtcNow }),
            Findings = diagnosis.Findings,
            Dismissed = diagnosis.Dismissed,
            Warnings = [.. series.Warnings, .. diagnosis.Warnings],
            Crash = info,
        };
    }

    CoreThreadInfo[] Stacks(string file, CancellationToken cancel) =>
        MemoryFile.Look(file, terminal.Progress, memory => MemoryViews.StacksOf(memory.Memory, memory.Core.Notes.Pid ?? 0, MostFrames), cancel);

    // An assertion of Node.js or of an addon aborts as well, and says so.
    static bool IsHeapLimit(int signal, string? message) =>
        message is null ? signal == Abort : message.Contains("heap out of memory", StringComparison.OrdinalIgnoreCase) || message.Contains("heap limit", StringComparison.OrdinalIgnoreCase);
}
