using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;

namespace Heaptrail.Capture.Processes;

/// <summary>Finds the Node.js process of a program that serves or else does the work.</summary>
public static class NodeProcessPicker
{
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(25);
    static readonly TimeSpan serverSettles = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan workerSettles = TimeSpan.FromMilliseconds(600);

    /// <summary>Waits for the process and picks it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">What to wait for and how long.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">The program ended, or no such process appeared in time.</exception>
    public static async Task<PickedProcess> PickAsync(TargetProgram program, PickOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        Trouble.RequireLinux();
        TimeSpan settles = options.Goal == PickGoal.Server ? serverSettles : workerSettles;
        var clock = Stopwatch.StartNew();
        var found = new Stopwatch();
        while (true)
        {
            program.ThrowIfExited();
            ImmutableArray<Candidate> candidates = ReadCandidates(program);
            if (Choose(candidates, options) is not { } picked)
                found.Reset();
            else if (found.IsRunning && found.Elapsed >= settles)
                return picked;   // processes that start at the same moment have had time to show
            else
                found.Start();
            if (clock.Elapsed > options.Limit)
                throw candidates.IsEmpty || options.Goal == PickGoal.Worker
                    ? Trouble.NoNode(program.Command, options.Limit)
                    : Trouble.PortNeverOpened(program.Command, options.Limit, options.Port);
            await Task.WhenAny(program.Exited, Task.Delay(pollTime, cancel)).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            if (program.Exited.IsCompleted)
                await Task.Delay(pollTime, cancel).ConfigureAwait(false);   // only processes it left behind are still of interest
        }
    }

    static ImmutableArray<Candidate> ReadCandidates(TargetProgram program)
    {
        var found = ImmutableArray.CreateBuilder<Candidate>();
        foreach (int pid in program.ReadProcesses())
            if (ProcessFacts.TryRead(pid, out ProcessFacts facts) && facts.IsNode && !facts.CommandLine.IsEmpty)
                found.Add(new Candidate(facts, InspectorPorts.Without(ListeningPorts.Read(pid), facts, program.InspectorPort)));
        return found.ToImmutable();
    }

    static PickedProcess? Choose(ImmutableArray<Candidate> candidates, PickOptions options)
    {
        ImmutableArray<Candidate> servers =
        [
            .. candidates.Where(one => options.Port is { } port ? one.Ports.Any(point => point.Port == port) : !one.Ports.IsEmpty)
                .OrderBy(one => one.IsStarter).ThenByDescending(one => one.Facts.CpuTime),
        ];
        if (!servers.IsEmpty)
            return ChooseServer(candidates, servers);
        if (options.Goal == PickGoal.Server)
            return null;
        ImmutableArray<Candidate> workers =
            [.. candidates.Where(one => !one.IsStarter).OrderByDescending(one => one.Facts.CpuTime).ThenByDescending(one => one.Facts.StartTicks)];
        if (workers.IsEmpty)
            return null;
        Candidate worker = workers[0];
        return new PickedProcess(worker.Facts.Pid, worker.Facts.Command, [], workers.Length == 1
            ? $"{worker} is the Node.js process"
            : $"{worker} used the most CPU time of {workers.Length} Node.js processes", null);
    }

    static PickedProcess ChooseServer(ImmutableArray<Candidate> candidates, ImmutableArray<Candidate> servers)
    {
        Candidate server = servers[0];
        string listens = $"listens on port {string.Join(", ", server.Ports.Select(point => point.Port).Distinct())}";
        // In a cluster the primary owns the port and hands the connections to its workers, or all of them share it.
        ImmutableArray<Candidate> workers =
            [.. candidates.Where(one => one.IsClusterWorker).OrderByDescending(one => one.Facts.CpuTime).ThenBy(one => one.Facts.Pid)];
        if (!workers.IsEmpty && (server.IsClusterWorker || workers.Any(one => one.Facts.Parent == server.Facts.Pid)))
        {
            Candidate worker = server.IsClusterWorker ? server : workers[0];
            return new PickedProcess(worker.Facts.Pid, worker.Facts.Command, server.Ports,
                $"{worker} is a worker of the cluster that {listens}",
                $"the program is a cluster of {workers.Length} worker{(workers.Length == 1 ? "" : "s")} and requests are shared among them: " +
                "figures per request count the requests to all workers");
        }
        string? note = servers.Length == 1
            ? null
            : $"{servers.Length} Node.js processes listen; the others are {string.Join(", ", servers.Skip(1))}: attach by process id to look into one of them";
        return new PickedProcess(server.Facts.Pid, server.Facts.Command, server.Ports, $"{server} {listens}", note);
    }

    sealed record Candidate(ProcessFacts Facts, ImmutableArray<IPEndPoint> Ports)
    {
        internal bool IsStarter { get; } = NodeNames.IsStarter(Facts.CommandLine);

        // cluster.fork() sets it; it stays in the environment that the kernel shows even after Node.js has removed it.
        internal bool IsClusterWorker { get; } = ProcessFacts.ReadVariable(Facts.Pid, "NODE_UNIQUE_ID") is not null;

        public override string ToString() => $"pid {Facts.Pid} ({Facts.Command})";
    }
}
