namespace Heaptrail.Capture.Processes;

/// <summary>What a started program reads on its standard input.</summary>
public enum TargetInput
{
    /// <summary>Nothing: end of file at once.</summary>
    Empty,
    /// <summary>The standard input of this process.</summary>
    Inherit,
}
