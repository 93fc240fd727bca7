using System.Collections.Immutable;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Contract;

/// <summary>How the program died while it was watched.</summary>
public sealed record CrashInfo
{
    /// <summary>Number of the signal that ended it.</summary>
    public required int Signal { get; init; }
    /// <summary>Whether V8's heap limit was the cause.</summary>
    public required bool IsHeapLimit { get; init; }
    /// <summary>Its last words, one line of standard error; <see langword="null"/> when there were none.</summary>
    public string? Message { get; init; }
    /// <summary>How long it had run.</summary>
    public required double Seconds { get; init; }
    /// <summary>The JavaScript that ran at that moment, by thread; empty when none did.</summary>
    public ImmutableArray<CoreThreadInfo> Threads { get; init; } = [];
}
