using System.Collections.Immutable;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Pages;

/// <summary>Everything that a page without a server can show: bounded answers to what its pages ask.</summary>
public sealed record PageData
{
    /// <summary>The captures.</summary>
    public required SessionView Session { get; init; }
    /// <summary>The findings.</summary>
    public required LeakReport Report { get; init; }
    /// <summary>Source text around the places in the findings.</summary>
    public required SourcesView Sources { get; init; }
    /// <summary>The classes; <see langword="null"/> when the file is no snapshot or is gone.</summary>
    public SummaryView? Summary { get; init; }
    /// <summary>The growth; <see langword="null"/> with one snapshot.</summary>
    public DiffView? Diff { get; init; }
    /// <summary>The dominator tree.</summary>
    public DominatorsView? Dominators { get; init; }
    /// <summary>The strings.</summary>
    public StringsView? Strings { get; init; }
    /// <summary>Objects that the findings and the dominator tree name.</summary>
    public InspectView? Objects { get; init; }
    /// <summary>What holds the objects of the findings.</summary>
    public ImmutableArray<RetainersView> Retainers { get; init; } = [];
    /// <summary>What would be freed without the reference that leads to what grows, for each finding.</summary>
    public ImmutableArray<RetainedView> Cuts { get; init; } = [];
    /// <summary>When what is alive was allocated; <see langword="null"/> without a recording.</summary>
    public TimelineView? Timeline { get; init; }
    /// <summary>Where memory was allocated, as a tree of calls; <see langword="null"/> without a recording.</summary>
    public AllocationsView? Allocations { get; init; }
}
