using System.Globalization;
using System.Text.Json;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>
/// A line that is a JSON object: of pino-http, of nginx and Caddy and Traefik, or of one's own. Names of members differ, so the usual ones are looked
/// for, in the object itself and below <c>req</c>, <c>request</c>, <c>res</c> and <c>response</c>.
/// </summary>
static class JsonLogLine
{
    static readonly string[] times = ["time", "timestamp", "ts", "@timestamp", "time_iso8601", "msec", "StartUTC", "startedDateTime", "date"];
    static readonly string[] methods = ["method", "request_method", "RequestMethod", "verb"];
    static readonly string[] targets = ["url", "uri", "request_uri", "RequestPath", "path", "target", "originalUrl"];
    static readonly string[] statuses = ["status", "statusCode", "status_code", "DownstreamStatus"];

    /// <summary>Reads a line; <see langword="null"/> when it is none.</summary>
    internal static RecordedRequest? TryParse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static RecordedRequest? Read(JsonElement entry)
    {
        JsonElement request = Member(entry, ["req", "request"]) is { ValueKind: JsonValueKind.Object } inner ? inner : entry;
        JsonElement answer = Member(entry, ["res", "response"]) is { ValueKind: JsonValueKind.Object } outer ? outer : entry;
        string method = Text(Member(request, methods)) ?? "GET";
        string? target = RecordedRequest.TargetOf(Text(Member(request, targets)));
        if (target is null || !RecordedRequest.IsMethod(method) || (TimeOf(Member(entry, times)) ?? TimeOf(Member(request, times))) is not { } at)
            return null;
        int? status = int.TryParse(Text(Member(answer, statuses) ?? Member(entry, statuses)), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : null;
        JsonElement? body = Member(request, ["body"]);
        return new RecordedRequest(at, method.ToUpperInvariant(), target, HeaderLines.Read(Member(request, ["headers"])), body is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data ? data.GetRawText() : Text(body), status);
    }

    /// <summary>A text in ISO 8601, or a number since 1970 in seconds, milliseconds, microseconds or nanoseconds, told apart by its size.</summary>
    internal static DateTimeOffset? TimeOf(JsonElement? value)
    {
        string? text = Text(value);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is > 0 and < 1e19)
        {
            double unit = number switch { < 1e11 => 1, < 1e14 => 1e3, < 1e17 => 1e6, _ => 1e9 };
            return DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(number / unit);
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
    }

    static JsonElement? Member(JsonElement entry, string[] names)
    {
        foreach (string name in names)
            if (entry.TryGetProperty(name, out JsonElement found))
                return found;
        return null;
    }

    internal static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number => value.Value.GetRawText(),
        _ => null,
    };
}
