namespace Heaptrail.Cli.Workflows;

/// <summary>How the heap of a running process is taken.</summary>
enum CaptureMethod
{
    /// <summary>From its memory where the system allows it and the version is known, otherwise through its inspector.</summary>
    Auto,
    /// <summary>From its memory, from outside.</summary>
    Memory,
    /// <summary>By V8 itself, through the inspector.</summary>
    Inspector,
}
