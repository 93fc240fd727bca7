using Heaptrail.Capture.Inspector;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>The way by which <c>find</c> looks into a process.</summary>
interface IHeapAccess
{
    /// <summary>What the report calls it: inspector or memory.</summary>
    string Method { get; }

    /// <summary>End of the names of its files.</summary>
    string Extension { get; }

    /// <summary>Reads the memory of the process, after a collection where one can be asked for.</summary>
    Task<MemorySample> ReadMemoryAsync(CancellationToken cancel);

    /// <summary>Takes what is compared.</summary>
    /// <param name="file">The file to write; it does not exist yet.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends it.</param>
    Task<SnapshotFile> TakeAsync(string file, IProgress<SnapshotProgress> progress, CancellationToken cancel);

    /// <summary>Adds the texts of the program's scripts.</summary>
    Task ReadSourcesAsync(ProgramSources sources, CancellationToken cancel);

    /// <summary>Lets go of the process, and looks whether it is as it was found; <see langword="null"/> when nothing was done to it.</summary>
    Task<ReleaseResult?> ReleaseAsync();
}
