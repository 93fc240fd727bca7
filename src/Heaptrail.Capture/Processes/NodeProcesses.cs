using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Heaptrail.Capture.Inspector;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Processes;

/// <summary>Lists the Node.js processes that may be looked into: those of this user, or all for root. Nothing is sent to them but a question to a port that is likely an inspector's.</summary>
public static class NodeProcesses
{
    /// <summary>All of them, by process id.</summary>
    /// <param name="at">The time to write down.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">This is not Linux.</exception>
    public static async Task<ImmutableArray<NodeProcess>> ReadAsync(DateTimeOffset at, CancellationToken cancel = default)
    {
        Trouble.RequireLinux();
        var found = ImmutableArray.CreateBuilder<NodeProcess>();
        var versions = new NodeVersionReader();
        foreach (int pid in ProcFile.AllPids().Order())
        {
            if (!ProcessFacts.TryRead(pid, out ProcessFacts facts) || facts.HasEnded || !facts.IsNode || facts.CommandLine.IsEmpty || !ListeningPorts.CanRead(pid))
                continue;
            if (OutsideReader.TryRead(pid, at) is { } memory)
                found.Add(await ReadAsync(facts, memory, versions, cancel).ConfigureAwait(false));
        }
        return found.ToImmutable();
    }

    /// <summary>The Node.js process of this machine that listens on a port; <see langword="null"/> when there is none.</summary>
    /// <param name="port">TCP port.</param>
    public static int? TryFindListener(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        foreach (int pid in ProcFile.AllPids().Order())
            if (ProcessFacts.TryRead(pid, out ProcessFacts facts) && facts.IsNode && ListeningPorts.Read(pid).Any(point => point.Port == port))
                return pid;
        return null;
    }

    static async Task<NodeProcess> ReadAsync(ProcessFacts facts, ProcessSample memory, NodeVersionReader versions, CancellationToken cancel)
    {
        ImmutableArray<IPEndPoint> ports = ListeningPorts.Read(facts.Pid);
        (IPEndPoint Point, string? Version)? inspector = await FindInspectorAsync(facts, ports, cancel).ConfigureAwait(false);
        return new()
        {
            Pid = facts.Pid,
            Parent = facts.Parent,
            Command = facts.Command,
            Version = inspector?.Version ?? await versions.ReadAsync(facts, cancel).ConfigureAwait(false),
            Uptime = UptimeOf(facts),
            Memory = memory,
            HeapLimit = HeapLimitOf(facts),
            Ports = inspector is { } open ? ports.Remove(open.Point) : ports,
            Inspector = inspector?.Point,
            InspectorTrouble = inspector is null && SignalMasks.TryRead(facts.Pid, out SignalMasks masks) ? masks.WhyNot : null,
        };
    }

    static async Task<(IPEndPoint Point, string? Version)?> FindInspectorAsync(ProcessFacts facts, ImmutableArray<IPEndPoint> ports, CancellationToken cancel)
    {
        if (!ListeningPorts.SharesNetwork(facts.Pid))
            return null;
        foreach (IPEndPoint point in InspectorPorts.InOrderOfLikelihood(ports, facts).Where(point => InspectorPorts.IsLikely(point.Port, facts)))
        {
            try
            {
                string version = await InspectorEndpoint.Of(point).ReadVersionAsync(cancel).ConfigureAwait(false);
                return (point, version[(version.LastIndexOf('v') + 1)..]);
            }
            catch (CaptureException)
            {
                // The program's own port.
            }
        }
        return null;
    }

    static TimeSpan UptimeOf(ProcessFacts facts)
    {
        const int ticksPerSecond = 100;   // USER_HZ on every Linux that Node.js supports
        string text = ProcFile.ReadSystem("uptime");
        double boot = double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(double.Max(0, boot - ((double)facts.StartTicks / ticksPerSecond)));
    }

    /// <summary>The last such option counts; those of the command line come after those of NODE_OPTIONS.</summary>
    static long? HeapLimitOf(ProcessFacts facts)
    {
        string[] variable = (ProcessFacts.ReadVariable(facts.Pid, "NODE_OPTIONS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return OldGeneration.SetIn([.. variable, .. facts.CommandLine.Skip(1).TakeWhile(word => word.StartsWith('-') || char.IsAsciiDigit(word[0]))]);
    }
}
