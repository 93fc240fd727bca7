using System.Collections.Immutable;
using Heaptrail.Capture.Processes;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The list of Node.js processes, as a tree.</summary>
static class PsWorkflow
{
    /// <summary>Reads them.</summary>
    public static async Task<ProcessesView> RunAsync(TimeProvider time, CancellationToken cancel) =>
        Order(await NodeProcesses.ReadAsync(time.GetUtcNow(), cancel).ConfigureAwait(false));

    /// <summary>Puts children below their parents.</summary>
    internal static ProcessesView Order(ImmutableArray<NodeProcess> found)
    {
        var known = found.Select(process => process.Pid).ToHashSet();
        ILookup<int, NodeProcess> children = found.ToLookup(process => known.Contains(process.Parent) ? process.Parent : 0);
        var rows = ImmutableArray.CreateBuilder<ProcessRow>();
        var waiting = new Stack<(NodeProcess Process, int Depth)>(children[0].OrderByDescending(process => process.Pid).Select(process => (process, 0)));
        while (waiting.TryPop(out (NodeProcess Process, int Depth) next))
        {
            rows.Add(Row(next.Process, next.Depth));
            foreach (NodeProcess child in children[next.Process.Pid].OrderByDescending(process => process.Pid))
                waiting.Push((child, next.Depth + 1));
        }
        return new() { Tool = OpenedSnapshot.Tool, Processes = rows.ToImmutable() };
    }

    static ProcessRow Row(NodeProcess process, int depth) => new()
    {
        Pid = process.Pid,
        Parent = process.Parent,
        Depth = depth,
        CommandLine = process.Command,
        Node = process.Version,
        UptimeSeconds = double.Round(process.Uptime.TotalSeconds, 1),
        Rss = process.Memory.Rss,
        HeapLimit = process.HeapLimit,
        ContainerLimit = process.Memory.ContainerLimit,
        Descriptors = process.Memory.Descriptors,
        Ports = [.. process.Ports.Select(point => point.ToString()).Distinct()],
        Inspector = process.Inspector?.ToString(),
        InspectorTrouble = process.InspectorTrouble,
    };
}
