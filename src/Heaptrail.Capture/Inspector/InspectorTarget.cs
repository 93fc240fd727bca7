namespace Heaptrail.Capture.Inspector;

/// <summary>Where to connect for one process.</summary>
/// <param name="Address">WebSocket address of the inspector.</param>
/// <param name="Pid">Process id as this machine sees it; <see langword="null"/> when only the address is known.</param>
/// <param name="Origin">How the inspector came to be open.</param>
public sealed record InspectorTarget(Uri Address, int? Pid, InspectorOrigin Origin)
{
    /// <summary>How messages name it: <c>process 4121</c>, or the address.</summary>
    public string Name => Pid is { } pid ? $"process {pid}" : $"the program at {Address.Authority}";
}
