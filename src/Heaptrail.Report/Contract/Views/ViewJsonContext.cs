using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Serialization code generated at build time: reflection would fail in the trimmed executable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClassDominatorsView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(DominatorDropsView))]
[JsonSerializable(typeof(DominatorsView))]
[JsonSerializable(typeof(RetainedView))]
[JsonSerializable(typeof(RetainerPatternsView))]
[JsonSerializable(typeof(RetainersView))]
[JsonSerializable(typeof(RetainingPathsView))]
[JsonSerializable(typeof(SummaryView))]
sealed partial class ViewJsonContext : JsonSerializerContext;
