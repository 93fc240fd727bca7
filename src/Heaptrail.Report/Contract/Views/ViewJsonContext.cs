using System.Text.Json.Serialization;
using Heaptrail.Diagnosis.Health;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Serialization code generated at build time: reflection would fail in the trimmed executable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(JsonStringEnumConverter<DoctorVerdict>), typeof(JsonStringEnumConverter<HealthVerdict>)])]
[JsonSerializable(typeof(AllocationsView))]
[JsonSerializable(typeof(ClassDominatorsView))]
[JsonSerializable(typeof(ContainmentView))]
[JsonSerializable(typeof(CoreView))]
[JsonSerializable(typeof(DetachedView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(DominatorDropsView))]
[JsonSerializable(typeof(DominatorsView))]
[JsonSerializable(typeof(GuardState))]
[JsonSerializable(typeof(InspectView))]
[JsonSerializable(typeof(LoadView))]
[JsonSerializable(typeof(ObjectsView))]
[JsonSerializable(typeof(ProcessesView))]
[JsonSerializable(typeof(QueryView))]
[JsonSerializable(typeof(RecordingView))]
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
