using System.Net;
using System.Net.Sockets;

namespace Heaptrail.Capture.Processes;

/// <summary>Chooses inspector ports.</summary>
static class FreePorts
{
    /// <summary>How many ports from the first one on count as the program's inspector ports: cluster gives each worker the next one.</summary>
    internal const int Span = 64;

    /// <summary>
    /// A port that is free together with the next few. Never 0: cluster computes 0 + 1 for its first worker, which Node.js refuses.
    /// The range lies below the ports that Linux hands out by itself, so that no outgoing connection takes it in between.
    /// </summary>
    internal static int Choose()
    {
        const int following = 4;
        for (int attempt = 0; attempt < 100; attempt++)
        {
            int port = Random.Shared.Next(20_000, 32_000 - Span);
            if (Enumerable.Range(port, following).All(IsFree))
                return port;
        }
        throw new CaptureException(CaptureFault.InspectorUnavailable, "no free port for the inspector between 20000 and 32000; close some programs");
    }

    static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
