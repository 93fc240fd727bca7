using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Views;
using Heaptrail.Postmortem.Live;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Names what fills the memory of a process that has crashed, with the JavaScript that ran.</summary>
sealed class CrashDiagnosis(IgnoreList ignored, IProgressDisplay progress)
{
    const int MostFrames = 50;

    /// <summary>Looks into the memory of a process that was caught.</summary>
    /// <param name="caught">What is known about its end.</param>
    /// <param name="command">The command that does it.</param>
    /// <param name="cancel">Stops it.</param>
    public LeakReport Of(CaughtCrash caught, string command, CancellationToken cancel)
    {
        progress.Step("looking for objects");
        CrashInfo info = new()
        {
            Signal = caught.Crash.Signal,
            IsHeapLimit = caught.IsHeapLimit,
            Message = caught.Message,
            Seconds = Math.Round(caught.Life.TotalSeconds, 1),
            Threads = [.. Stacks(caught.File, cancel)],
        };
        SnapshotSeries series = SnapshotSeries.Read([caught.File], progress, cancel);
        LeakDiagnosis diagnosis = series.Diagnose(null, new ProgramSources().AddFrom(series.Last), ignored);
        string how = info.IsHeapLimit ? "died of its heap limit" : $"died of signal {info.Signal}";
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            Command = command,
            Verdict = diagnosis.Verdict,
            Summary = $"The program {how} after {Durations.Format(caught.Life)}. {diagnosis.Summary}",
            Target = new(caught.Crash.Pid, NodeVersion.Find(series.Last), caught.CommandLine, "main"),
            Snapshots = series.Describe((_, described) => described with { Label = "at its death", Method = "memory", TakenAt = DateTimeOffset.UtcNow }),
            Findings = diagnosis.Findings,
            Dismissed = diagnosis.Dismissed,
            Warnings = [.. series.Warnings, .. diagnosis.Warnings],
            Crash = info,
        };
    }

    CoreThreadInfo[] Stacks(string file, CancellationToken cancel) =>
        MemoryFile.Look(file, progress, memory => MemoryViews.StacksOf(memory.Memory, memory.Core.Notes.Pid ?? 0, MostFrames), cancel);
}

/// <summary>A crash and the memory that was kept of it.</summary>
/// <param name="Crash">How the process ended.</param>
/// <param name="File">Its memory.</param>
/// <param name="CommandLine">Its command line.</param>
/// <param name="IsHeapLimit">Whether V8's heap limit was the cause.</param>
/// <param name="Message">Its last words; <see langword="null"/> when they are not known.</param>
/// <param name="Life">How long it had run.</param>
sealed record CaughtCrash(ProcessCrash Crash, string File, string CommandLine, bool IsHeapLimit, string? Message, TimeSpan Life);
