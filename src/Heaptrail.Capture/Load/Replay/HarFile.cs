using System.Globalization;
using System.Text.Json;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>The HTTP Archive that browsers save: one JSON object with <c>log.entries</c>.</summary>
static class HarFile
{
    /// <summary>Reads it; <see langword="null"/> when it is something else.</summary>
    internal static RecordedLog? TryParse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("log", out JsonElement log) || log.ValueKind != JsonValueKind.Object
                || !log.TryGetProperty("entries", out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
                return null;
            RecordedRequest?[] found = [.. entries.EnumerateArray().Select(Read)];
            return new RecordedLog("HAR", [.. found.OfType<RecordedRequest>().OrderBy(request => request.At)], found.Count(request => request is null));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static RecordedRequest? Read(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("request", out JsonElement request) || request.ValueKind != JsonValueKind.Object)
            return null;
        string? method = Text(request, "method");
        if (!RecordedRequest.IsMethod(method) || RecordedRequest.TargetOf(Text(request, "url")) is not { } target
            || !entry.TryGetProperty("startedDateTime", out JsonElement started) || JsonLogLine.TimeOf(started) is not { } at)
            return null;
        string? body = request.TryGetProperty("postData", out JsonElement data) && data.ValueKind == JsonValueKind.Object ? Text(data, "text") : null;
        int? status = entry.TryGetProperty("response", out JsonElement response) && response.ValueKind == JsonValueKind.Object
            && int.TryParse(Text(response, "status"), NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code > 0 ? code : null;
        return new RecordedRequest(at, method!.ToUpperInvariant(), target, HeaderLines.Read(request.TryGetProperty("headers", out JsonElement headers) ? headers : null), body, status);
    }

    static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? JsonLogLine.Text(value) : null;
}
