using System.Collections.Immutable;
using System.Net;
using Heaptrail.Capture.Inspector;

namespace Heaptrail.Capture.Processes;

/// <summary>The Node.js process to look into.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Command">Its command line.</param>
/// <param name="Ports">Where it, or the cluster it belongs to, accepts connections; empty when nowhere.</param>
/// <param name="Reason">Why it was picked, such as <c>pid 4121 (node server.js) listens on port 3000</c>.</param>
/// <param name="Note">What the user should know about the choice; <see langword="null"/> when it is plain.</param>
public sealed record PickedProcess(int Pid, string Command, ImmutableArray<IPEndPoint> Ports, string Reason, string? Note)
{
    /// <summary>The root of the first port over HTTP, such as <c>http://127.0.0.1:3000/</c>; <see langword="null"/> when it listens nowhere.</summary>
    public Uri? Url => Ports.IsEmpty ? null : new Uri($"http://{InspectorEndpoint.Of(Ports[0])}/");
}
