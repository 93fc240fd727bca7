using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Heaptrail.Capture.Processes;

/// <summary>Finds the TCP ports that a process listens on.</summary>
public static class ListeningPorts
{
    const string ListenState = "0A";   // Linux tcp_states.h: TCP_LISTEN

    /// <summary>The addresses that a process listens on, by port; empty when it listens on none or belongs to another user.</summary>
    /// <param name="pid">Process id; its own network namespace is read.</param>
    public static ImmutableArray<IPEndPoint> Read(int pid)
    {
        HashSet<string> sockets = SocketsOf(pid);
        if (sockets.Count == 0)
            return [];
        var found = new List<IPEndPoint>();
        foreach (string table in (string[])["net/tcp", "net/tcp6"])
            foreach (string line in (ProcFile.TryReadText(pid, table) ?? "").Split('\n').Skip(1))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == ListenState && sockets.Contains(fields[9]))
                    found.Add(ParseAddress(fields[1]));
            }
        return [.. found.OrderBy(point => point.Port)];
    }

    /// <summary>Whether the files of a process may be read: the same user, or root.</summary>
    internal static bool CanRead(int pid) => ProcFile.TryList(ProcFile.PathOf(pid, "fd")) is not null;

    /// <summary>Whether loopback addresses of a process are ours as well: not so in a container.</summary>
    internal static bool SharesNetwork(int pid) =>
        ProcFile.TryReadLink(ProcFile.PathOf(pid, "ns/net")) is not { } network || network == ProcFile.TryReadLink("/proc/self/ns/net");

    static HashSet<string> SocketsOf(int pid)
    {
        const string prefix = "socket:[";
        var inodes = new HashSet<string>();
        foreach (string file in ProcFile.TryList(ProcFile.PathOf(pid, "fd")) ?? [])
            if (ProcFile.TryReadLink(file) is { } link && link.Contains(prefix, StringComparison.Ordinal))
                inodes.Add(link[(link.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..^1]);
        return inodes;
    }

    /// <summary>Addresses are printed as 32-bit words of the machine's byte order: <c>0100007F:0BB8</c> is 127.0.0.1:3000.</summary>
    internal static IPEndPoint ParseAddress(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        var bytes = new byte[colon / 2];
        for (int word = 0; word < bytes.Length; word += 4)
            BitConverter.TryWriteBytes(bytes.AsSpan(word), uint.Parse(text.AsSpan(word * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return new IPEndPoint(new IPAddress(bytes), int.Parse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
