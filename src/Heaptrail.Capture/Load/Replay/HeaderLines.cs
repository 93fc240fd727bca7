using System.Collections.Immutable;
using System.Text.Json;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>Header lines as logs have them: an object, or a list of names and values.</summary>
static class HeaderLines
{
    // They belong to the connection or follow from the body, or would change what comes back.
    static readonly string[] ours = ["host", "content-length", "connection", "transfer-encoding", "accept-encoding", "keep-alive", "upgrade", "te", "expect"];

    internal static ImmutableArray<KeyValuePair<string, string>> Read(JsonElement? headers)
    {
        var found = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (headers is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (JsonProperty member in members.EnumerateObject())
                // Caddy has a list of values for each name.
                foreach (JsonElement value in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : (JsonElement[])[member.Value])
                    Add(member.Name, JsonLogLine.Text(value));
        }
        else if (headers is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (JsonElement pair in list.EnumerateArray())
                if (pair.ValueKind == JsonValueKind.Object && pair.TryGetProperty("name", out JsonElement name) && pair.TryGetProperty("value", out JsonElement value))
                    Add(JsonLogLine.Text(name), JsonLogLine.Text(value));
        }
        return found.ToImmutable();

        void Add(string? name, string? value)
        {
            // :method and the like are headers of HTTP/2 only.
            if (name is { Length: > 0 } && value is not null && name[0] != ':' && !ours.Contains(name, StringComparer.OrdinalIgnoreCase)
                && name.All(letter => letter is > ' ' and < '\x7f' and not ':') && !value.Any(char.IsControl))
                found.Add(new(name, value));
        }
    }
}
