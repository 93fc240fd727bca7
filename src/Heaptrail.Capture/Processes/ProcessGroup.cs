using System.Diagnostics;

namespace Heaptrail.Capture.Processes;

/// <summary>A process that we started with everything it starts in turn, known by a mark in their environment even after their parents have gone.</summary>
sealed class ProcessGroup
{
    const string MarkVariable = "HEAPTRAIL_TARGET";
    static readonly TimeSpan grace = TimeSpan.FromSeconds(3);
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(20);
    readonly Lock gate = new();
    readonly string mark = Guid.NewGuid().ToString("N");
    Process? root;
    Task? stopped;

    /// <summary>One living process; the start time tells it from a later one with the same id.</summary>
    internal readonly record struct Member(int Pid, long Start);

    /// <summary>The process that started the others.</summary>
    internal Process? Root
    {
        get => root;
        set
        {
            root = value;
            if (value is not null)
                AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        }
    }

    /// <summary>Prepares a group for a process that is about to be started.</summary>
    internal static ProcessGroup Mark(ProcessStartInfo start)
    {
        var group = new ProcessGroup();
        start.Environment[MarkVariable] = group.mark;
        return group;
    }

    /// <summary>The living processes: the root first, parents before their children, then those whose parents have gone.</summary>
    internal List<Member> ReadMembers()
    {
        var found = new List<Member>();
        // Looking through all processes is only worth it once there can be orphans.
        IEnumerable<int> tree = IsRootAlive ? ProcessTree.Descendants(root!.Id).Prepend(root.Id) : ProcessTree.Marked(MarkVariable, mark);
        Add(found, tree);
        return found;
    }

    /// <summary>Ends all processes: SIGTERM first, SIGKILL after 3 seconds or on cancellation. Later calls wait for the first one.</summary>
    internal Task StopAsync(CancellationToken cancel)
    {
        lock (gate)
            return stopped ??= StopOnceAsync(cancel);
    }

    async Task StopOnceAsync(CancellationToken cancel)
    {
        List<Member> victims = Collect();
        Signal(victims, Signals.Terminate);
        await WaitUntilGoneAsync(victims, cancel).ConfigureAwait(false);
        // Also what was started meanwhile; twice, since a process may start another one while we look.
        for (int round = 0; round < 2 && (victims = Collect()).Count > 0; round++)
        {
            Signal(victims, Signals.Kill);
            await WaitUntilGoneAsync(victims, CancellationToken.None).ConfigureAwait(false);
        }
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
    }

    bool IsRootAlive => root is not null && ProcessFacts.TryRead(root.Id, out ProcessFacts facts) && !facts.HasEnded && !root.HasExited;

    void OnProcessExit(object? sender, EventArgs e) => Signal(Collect(), Signals.Kill);

    List<Member> Collect()
    {
        var found = new List<Member>();
        if (OperatingSystem.IsLinux())
            Add(found, (IsRootAlive ? ProcessTree.Descendants(root!.Id).Prepend(root.Id) : []).Union(ProcessTree.Marked(MarkVariable, mark)));
        else if (root?.HasExited == false)
            root.Kill(entireProcessTree: true);
        return found;
    }

    static void Add(List<Member> found, IEnumerable<int> pids)
    {
        foreach (int pid in pids)
            if (ProcessFacts.TryRead(pid, out ProcessFacts facts) && !facts.HasEnded)
                found.Add(new Member(pid, facts.StartTicks));
    }

    static void Signal(List<Member> victims, int signal)
    {
        foreach (Member victim in victims.Where(IsAlive))
            _ = Signals.Send(victim.Pid, signal);   // gone in between: nothing to do
    }

    static async Task WaitUntilGoneAsync(List<Member> victims, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (victims.Exists(IsAlive) && clock.Elapsed < grace && !cancel.IsCancellationRequested)
            await Task.Delay(pollTime, CancellationToken.None).ConfigureAwait(false);
    }

    static bool IsAlive(Member victim) =>
        ProcessFacts.TryRead(victim.Pid, out ProcessFacts facts) && facts.StartTicks == victim.Start && !facts.HasEnded;
}
