using Heaptrail.Capture.Inspector;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>How processes were left, as reports tell it.</summary>
static class Releases
{
    /// <summary>The part of a report.</summary>
    public static ReleaseInfo Of(ReleaseResult released) => new(released.IsAsFound, released.ProfilerOff, released.GlobalsGone, released.InspectorClosed, released.Sentence);
}
