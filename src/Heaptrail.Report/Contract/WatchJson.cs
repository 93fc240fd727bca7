using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract;

/// <summary>Lines of <c>watch</c> as JSON Lines: one object in each.</summary>
public static class WatchJson
{
    /// <summary>One object and a line end.</summary>
    /// <param name="line">The line.</param>
    public static string Text(WatchLine line)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, line, WatchJsonContext.Default.WatchLine);
        output.Write("\n"u8);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line, without its end.</param>
    /// <param name="line">What it says.</param>
    /// <returns><see langword="false"/> when it is no such line.</returns>
    public static bool TryRead(string text, out WatchLine line)
    {
        line = null!;
        try
        {
            if (JsonSerializer.Deserialize(text, WatchJsonContext.Default.WatchLine) is not { } read)
                return false;
            if (read.Sample is { Floors.IsDefault: true } sample)
                read = read with { Sample = sample with { Floors = [] } };
            line = read;
            return true;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return false;
        }
    }
}

/// <summary>Serialization code generated at build time: reflection would fail in the trimmed executable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeConverter), typeof(JsonStringEnumConverter<Diagnosis.Trend.TrendKind>)])]
[JsonSerializable(typeof(WatchLine))]
sealed partial class WatchJsonContext : JsonSerializerContext;
