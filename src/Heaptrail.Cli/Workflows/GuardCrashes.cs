using System.Buffers;
using System.Globalization;
using Heaptrail.Capture.Guard;
using Heaptrail.Capture.Processes;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Live;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>
/// Watches guarded processes for a crash: keeps the memory of one that dies of its heap limit, and says what fills it when the next one serves.
/// </summary>
sealed class GuardCrashes(GuardPlan plan, UserTerminal terminal, TimeProvider time)
{
    const int Abort = 6;
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    readonly Dictionary<int, Watched> watched = [];
    readonly HashSet<int> refused = [];
    readonly List<Task> diagnoses = [];

    /// <summary>Whether a plan wants it and this system can.</summary>
    public static bool IsWanted(GuardPlan plan) =>
        plan is { Attach: null, Evidence: CaptureMethod.Auto or CaptureMethod.Memory } && OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;

    /// <summary>Begins to watch the Node.js processes of a member that are not watched yet.</summary>
    public void Watch(GuardMember member)
    {
        if (!IsWanted(plan))
            return;
        foreach (int pid in (int[])[member.Pid, .. ProcessTree.Descendants(member.Pid)])
        {
            if (watched.ContainsKey(pid) || refused.Contains(pid) || !ProcessFacts.TryRead(pid, out ProcessFacts facts) || facts.HasEnded || !facts.IsNode)
                continue;
            string file = Path.Combine(plan.Folder, string.Create(CultureInfo.InvariantCulture, $"evidence-{time.GetUtcNow():yyyyMMdd'T'HHmmss}-{pid}.core"));
            try
            {
                watched.Add(pid, new(member, CrashWatch.Start(pid, () => Open(pid, file)), file, facts.Command));
            }
            catch (HeapReadException e)
            {
                refused.Add(pid);
                terminal.Note(GuardText.NotWatched(pid, e.Message));
            }
        }
    }

    // A disk that is full helps nobody.
    FileStream Open(int pid, string file) =>
        OutsideReader.TryRead(pid, time.GetUtcNow()) is { } sample && (sample.Anonymous ?? sample.Rss) is { } bytes && CaptureRoom.Read(pid, plan.Folder).WhyNot(CaptureCost.OfMemory(bytes)) is { } lack
            ? throw new IOException(lack)
            : OutputFile.Create(file, force: true);

    /// <summary>Lets go of a member, so that its memory can be copied.</summary>
    public async Task LetGoAsync(GuardMember member)
    {
        foreach ((int pid, Watched one) in watched.Where(one => one.Value.Member == member).ToArray())
        {
            await Task.WhenAny(one.Watch.LetGoAsync(), Task.Delay(patience, time)).ConfigureAwait(false);
            watched.Remove(pid);
        }
    }

    /// <summary>What was kept of a member that has ended; <see langword="null"/> when it did not crash.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isMemory">Whether the last samples say that its memory was the cause.</param>
    /// <param name="life">How long it had run.</param>
    public async Task<CaughtCrash?> OfAsync(GuardMember member, bool isMemory, TimeSpan life)
    {
        CaughtCrash? caught = null;
        foreach ((int pid, Watched one) in watched.Where(one => one.Value.Member == member).ToArray())
        {
            watched.Remove(pid);
            if (await one.Watch.Ended.ConfigureAwait(false) is not { } crash)
                continue;
            if (crash.Trouble is { } trouble)
                terminal.Note(GuardText.NoEvidence(trouble));
            else
                caught = new(crash, one.File, one.CommandLine, isMemory || crash.Signal == Abort, null, life);
        }
        return caught;
    }

    /// <summary>Names what filled the memory, in a file beside the evidence and in one line, while the program serves again.</summary>
    public void Diagnose(CaughtCrash caught, CancellationToken cancel)
    {
        diagnoses.RemoveAll(one => one.IsCompleted);
        diagnoses.Add(Task.Run(() => Tell(caught, cancel), CancellationToken.None));
    }

    /// <summary>Waits for what is still looked into.</summary>
    public Task FinishAsync() => Task.WhenAll(diagnoses);

    void Tell(CaughtCrash caught, CancellationToken cancel)
    {
        try
        {
            // Graph and indices take about as much again as the memory that they are made of, and the program must not suffer from it.
            long bytes = new FileInfo(caught.File).Length * 2;
            if (CaptureRoom.Read(Environment.ProcessId, plan.Folder).WhyNot(new(TimeSpan.Zero, 0, bytes, 0)) is { } lack)
            {
                terminal.Note(GuardText.NotDiagnosed(caught.File, lack));
                return;
            }
            LeakReport report = new CrashDiagnosis(IgnoreList.Empty, new NoProgress(_ => { })).Of(caught, "guard", cancel);
            string file = Path.ChangeExtension(caught.File, ".json");
            var json = new ArrayBufferWriter<byte>();
            ReportJson.Write(report, json, new() { Indented = true });
            using (FileStream output = OutputFile.Create(file, force: true))
                output.Write(json.WrittenSpan);
            terminal.Note(GuardText.Diagnosed(report, file));
        }
        catch (Exception e) when (e is UnreadableFileException or UsageException or HeapReadException or IOException or UnauthorizedAccessException)
        {
            terminal.Note(GuardText.NotDiagnosed(caught.File, e.Message));
        }
        catch (OperationCanceledException)
        {
            // The evidence is there.
        }
    }

    sealed record Watched(GuardMember Member, CrashWatch Watch, string File, string CommandLine);
}
