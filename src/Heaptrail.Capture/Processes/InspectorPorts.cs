using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Heaptrail.Capture.Processes;

/// <summary>Tells inspector ports from the ports that a program serves on.</summary>
static class InspectorPorts
{
    const int Default = 9229;

    /// <summary>The listeners that are not inspectors.</summary>
    internal static ImmutableArray<IPEndPoint> Without(ImmutableArray<IPEndPoint> listeners, ProcessFacts process, int firstPort)
    {
        int? configured = Configured(process);
        return listeners.RemoveAll(point => IsOurs(point.Port, firstPort) || point.Port == configured);
    }

    /// <summary>Whether a port is among those that a program started by us was told to use.</summary>
    internal static bool IsOurs(int port, int firstPort) => port >= firstPort && port < firstPort + FreePorts.Span;

    /// <summary>The listeners of a process, the likeliest inspector first: configured, then Node's default, then the rest.</summary>
    internal static ImmutableArray<IPEndPoint> InOrderOfLikelihood(ImmutableArray<IPEndPoint> listeners, ProcessFacts process)
    {
        int configured = Configured(process) ?? Default;
        return [.. listeners.OrderBy(point => point.Port == configured ? 0 : IsLikely(point.Port, configured) ? 1 : 2)];
    }

    /// <summary>Whether a listener may be asked whether it is an inspector without bothering the program: its port says so.</summary>
    internal static bool IsLikely(int port, ProcessFacts process) => IsLikely(port, Configured(process) ?? Default);

    static bool IsLikely(int port, int configured) =>
        (port >= configured && port < configured + FreePorts.Span) || (port >= Default && port < Default + FreePorts.Span);

    /// <summary>The port of the last <c>--inspect…</c> option on the command line or else in NODE_OPTIONS; <see langword="null"/> without one.</summary>
    static int? Configured(ProcessFacts process)
    {
        string[] variable = (ProcessFacts.ReadVariable(process.Pid, "NODE_OPTIONS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in process.CommandLine.Reverse().Concat(variable.Reverse()))
        {
            if (!word.StartsWith("--inspect", StringComparison.Ordinal) || word.StartsWith("--inspect-publish", StringComparison.Ordinal))
                continue;
            string value = word.Contains('=', StringComparison.Ordinal) ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : "";
            value = value[(value.LastIndexOf(':') + 1)..];
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port))
                return port;
        }
        return null;
    }
}
