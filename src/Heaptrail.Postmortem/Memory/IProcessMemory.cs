namespace Heaptrail.Postmortem.Memory;

/// <summary>Memory of a process at one moment: copied from it while it stood still, or from a file.</summary>
public interface IProcessMemory : IDisposable
{
    /// <summary>What there is of it, by address. Gaps are memory that the process does not have, or that was left out.</summary>
    IReadOnlyList<MemoryRange> Ranges { get; }

    /// <summary>The threads of the process with their registers, the main thread first.</summary>
    IReadOnlyList<StoppedThread> Threads { get; }

    /// <summary>Bytes that the process had in the ranges, and that are missing because the file is cut off.</summary>
    long MissingBytes { get; }
}
