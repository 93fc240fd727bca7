using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract;

/// <summary>Times as ISO 8601 in UTC with milliseconds: <c>2026-03-01T09:30:00.250Z</c>. The text sorts as the time does.</summary>
sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString(Pattern, CultureInfo.InvariantCulture));
}
