using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>Says of a process that has crashed whether memory was the cause: V8's heap limit, or the kernel's out-of-memory killer.</summary>
static class GuardCrash
{
    // The last sample is up to some seconds old: a heap that runs full is busy collecting and reports late.
    const double NearlyFull = 0.5;

    /// <summary>Whether memory was the cause.</summary>
    public static bool IsMemory(string how, IReadOnlyList<ProcessSample> samples) => Cause(how, samples) is not null;

    /// <summary>How it ended, with the cause where it can be told.</summary>
    public static string Explain(string how, IReadOnlyList<ProcessSample> samples) => Cause(how, samples) is { } cause ? $"{how}: {cause}" : how;

    static string? Cause(string how, IReadOnlyList<ProcessSample> samples)
    {
        ProcessSample? last = samples.Count > 0 ? samples[^1] : null;
        if (how is "was ended by SIGABRT" or "was ended by SIGTRAP" && last is { HeapUsed: { } used, UsableHeap: { } limit } && used > limit * NearlyFull)
            return $"V8's heap limit was reached ({ByteSize.Format(used)} of {ByteSize.Format(limit)} in the last sample)";
        if (how == "was ended by SIGKILL" && last is { ContainerLimit: { } container, ContainerUsed: { } taken } && taken > container * NearlyFull)
            return $"the kernel ended it, since the container used {ByteSize.Format(taken)} of {ByteSize.Format(container)} in the last sample";
        return null;
    }
}
