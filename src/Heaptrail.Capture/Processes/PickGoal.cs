namespace Heaptrail.Capture.Processes;

/// <summary>What <see cref="NodeProcessPicker"/> waits for.</summary>
public enum PickGoal
{
    /// <summary>A Node.js process that listens on a TCP port.</summary>
    Server,
    /// <summary>Any Node.js process that does the program's work.</summary>
    Worker,
}
