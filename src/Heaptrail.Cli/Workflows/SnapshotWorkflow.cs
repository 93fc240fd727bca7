using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Live;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>A snapshot of a running process: from its memory, or through its inspector.</summary>
/// <param name="target">What the user named.</param>
/// <param name="method">How to take it.</param>
/// <param name="path">The file to write; <see langword="null"/> for a name made from the process and the time.</param>
/// <param name="force">Whether a file that exists is overwritten.</param>
/// <param name="isRaw">Whether the memory is kept as it is, as a core dump.</param>
/// <param name="terminal">For progress and notes.</param>
sealed class SnapshotWorkflow(string target, CaptureMethod method, string? path, bool force, bool isRaw, UserTerminal terminal)
{
    readonly int? pid = int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;

    /// <summary>Whether the contents of strings are left out.</summary>
    public bool IsRedacted { get; init; }

    /// <summary>Does it.</summary>
    /// <exception cref="CaptureException">The process cannot be looked into.</exception>
    public async Task<SnapshotTakenView> RunAsync(CancellationToken cancel)
    {
        string? reason = null;
        if (method != CaptureMethod.Inspector)
        {
            try
            {
                return FromMemory(cancel);
            }
            catch (HeapReadException e) when (method == CaptureMethod.Auto && (pid is null || Directory.Exists($"/proc/{pid}")))
            {
                reason = e.Message;
            }
            catch (HeapReadException e)
            {
                throw new CaptureException(e.IsPermission ? CaptureFault.Permission : CaptureFault.Other, e.Message, e);
            }
        }
        return await FromInspectorAsync(pid is null ? null : reason, cancel).ConfigureAwait(false);
    }

    SnapshotTakenView FromMemory(CancellationToken cancel)
    {
        if (pid is not { } process)
            throw new HeapReadException($"{target} is no process id, and only a process of this machine can be read from outside");
        if (!force && OutsideReader.TryRead(process, DateTimeOffset.UtcNow) is { Anonymous: { } anonymous }
            && CaptureRoom.Read(process, Path.GetDirectoryName(Path.GetFullPath(Name()))!).WhyNot(CaptureCost.OfMemory(anonymous)) is { } lack)
            throw new CaptureException(CaptureFault.Other, $"the memory of process {process} was not copied: {lack}; --force does it all the same");
        terminal.Progress.Step($"copying the memory of process {process}");
        using ProcessCopy copy = ProcessCopy.Take(process, cancel: cancel);
        if (isRaw)
            return Raw(copy, process);
        terminal.Progress.Step("looking for objects");
        IReadOnlyList<MemoryHeap> heaps = MemoryHeapReader.Read(copy, new() { Redact = IsRedacted }, cancel);
        if (MemoryInput.MovedNote(heaps) is { } note)
            terminal.Note($"after {Counts.Of(copy.Retries + 1, "try", "tries")} {note}");
        SnapshotTakenFile[] files = HeapFiles.Write(heaps, Name(), force || path is null, terminal.Progress, cancel);
        return new() { Tool = OpenedSnapshot.Tool, Pid = process, Method = "memory", PauseMilliseconds = copy.Pause.TotalMilliseconds, Files = [.. files] };
    }

    SnapshotTakenView Raw(ProcessCopy copy, int process)
    {
        string file = Name();
        using (FileStream output = OutputFile.Create(file + ".partial", force: true))
            ElfCoreWriter.Write(copy, process, File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' '), output);
        File.Move(file + ".partial", file, force || path is null);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            Pid = process,
            Method = "memory",
            PauseMilliseconds = copy.Pause.TotalMilliseconds,
            Files = [new(file, new FileInfo(file).Length, null)],
        };
    }

    async Task<SnapshotTakenView> FromInspectorAsync(string? reason, CancellationToken cancel)
    {
        terminal.Progress.Step($"attaching to {target}");
        InspectorTarget inspector = pid is { } process
            ? await InspectorAccess.AttachAsync(process, cancel).ConfigureAwait(false)
            : await InspectorAccess.AttachAsync(target, cancel).ConfigureAwait(false);
        HeapSession session = await HeapSession.ConnectAsync(inspector, new(), cancel).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await CheckRoomAsync(session, inspector, cancel).ConfigureAwait(false);
            SnapshotFile taken = await session.TakeSnapshotAsync(Name(), new() { NumericValues = true }, null, cancel).ConfigureAwait(false);
            return new()
            {
                Tool = OpenedSnapshot.Tool,
                Pid = inspector.Pid,
                Release = Releases.Of(await session.ReleaseAsync(cancel).ConfigureAwait(false)),
                Method = "inspector",
                Reason = reason,
                PauseMilliseconds = taken.Pause.TotalMilliseconds,
                Files = [new(taken.Path, taken.Bytes, null)],
            };
        }
    }

    /// <summary>A snapshot by V8 can need ten times the heap: the process may die of it, so it is refused where that is to be feared.</summary>
    async Task CheckRoomAsync(HeapSession session, InspectorTarget inspector, CancellationToken cancel)
    {
        TargetFacts facts = await session.ReadTargetAsync(cancel).ConfigureAwait(false);
        if ((await session.ReadMemoryAsync(cancel).ConfigureAwait(false)).HeapUsed is not { } used)
            return;
        CaptureCost cost = CaptureCost.OfInspector(used, null, facts.Major);
        if (!force && inspector.Pid is { } local && CaptureRoom.Read(local, Path.GetDirectoryName(Path.GetFullPath(Name()))!).WhyNot(cost) is { } lack)
            throw new CaptureException(CaptureFault.Other, $"no snapshot of process {local} was taken: {lack}; 'heaptrail sample {local}' needs next to nothing, and --force takes it all the same");
        terminal.Progress.Step($"taking a heap snapshot: the process stands still, for {Durations.Format(cost.Pause)} at most as a rule");
    }

    string Name() => made ??= path ?? string.Create(CultureInfo.InvariantCulture, $"heap-{pid?.ToString(CultureInfo.InvariantCulture) ?? "process"}-{DateTime.UtcNow:yyyyMMdd'T'HHmmss}.{(isRaw ? "core" : "heapsnapshot")}");

    string? made;
}
