using System.Text.Json.Serialization;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract;

/// <summary>Serialization code generated at build time: reflection would fail in the trimmed executable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(UtcTimeConverter),
        typeof(JsonStringEnumConverter<Verdict>),
        typeof(JsonStringEnumConverter<Confidence>),
        typeof(JsonStringEnumConverter<LeakCause>),
        typeof(JsonStringEnumConverter<HolderKind>),
        typeof(JsonStringEnumConverter<VerifyOutcome>),
        typeof(JsonStringEnumConverter<LeakFate>),
    ])]
[JsonSerializable(typeof(LeakReport))]
sealed partial class ReportJsonContext : JsonSerializerContext;
