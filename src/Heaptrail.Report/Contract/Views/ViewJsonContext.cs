using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Serialization code generated at build time: reflection would fail in the trimmed executable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AllocationsView))]
[JsonSerializable(typeof(ClassDominatorsView))]
[JsonSerializable(typeof(ContainmentView))]
[JsonSerializable(typeof(CoreView))]
[JsonSerializable(typeof(DetachedView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(DominatorDropsView))]
[JsonSerializable(typeof(DominatorsView))]
[JsonSerializable(typeof(InspectView))]
[JsonSerializable(typeof(ObjectsView))]
[JsonSerializable(typeof(ProcessesView))]
[JsonSerializable(typeof(QueryView))]
[JsonSerializable(typeof(RefusalView))]
[JsonSerializable(typeof(RetainedView))]
[JsonSerializable(typeof(RetainerPatternsView))]
[JsonSerializable(typeof(RetainersView))]
[JsonSerializable(typeof(RetainingPathsView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SnapshotTakenView))]
[JsonSerializable(typeof(SourcesView))]
[JsonSerializable(typeof(StatisticsView))]
[JsonSerializable(typeof(StringsView))]
[JsonSerializable(typeof(SummaryView))]
[JsonSerializable(typeof(TimelineView))]
sealed partial class ViewJsonContext : JsonSerializerContext;
