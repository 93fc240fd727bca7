using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heaptrail.Report.Contract;

/// <summary>How the JSON is laid out.</summary>
public readonly record struct ReportJsonOptions
{
    /// <summary>Whether each member has a line of its own.</summary>
    public bool Indented { get; init; }
}

/// <summary>The result contract as JSON: written by every command, read back as a baseline.</summary>
public static class ReportJson
{
    /// <summary>The version of the contract that this build writes, and the newest that it reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes one JSON object in UTF-8 without a byte order mark and without a line end.</summary>
    public static void Write(LeakReport report, IBufferWriter<byte> output, ReportJsonOptions options = default)
    {
        // The relaxed encoder leaves <, > and non-ASCII letters alone: this goes to a file or pipe, never into a script element.
        var layout = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = options.Indented, NewLine = "\n" };
        using var writer = new Utf8JsonWriter(output, layout);
        JsonSerializer.Serialize(writer, report, ReportJsonContext.Default.LeakReport);
    }

    /// <summary>Reads a report back. Members this build does not know are passed over; missing lists are empty.</summary>
    /// <param name="utf8">The whole JSON text, with or without a byte order mark.</param>
    /// <exception cref="ReportFormatException">The text is no report, or one of a newer contract.</exception>
    public static LeakReport Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        RequireKnownVersion(utf8);
        try
        {
            return JsonSerializer.Deserialize(utf8, ReportJsonContext.Default.LeakReport)?.WithoutMissingLists()
                ?? throw new ReportFormatException("expected a Heaptrail report, found the JSON value null");
        }
        catch (JsonException e)
        {
            throw new ReportFormatException($"no Heaptrail report: unexpected or missing value {Place(e)}", e);
        }
    }

    // The version comes first, so that a newer contract is called by its name and not by the first member that differs.
    static void RequireKnownVersion(ReadOnlySpan<byte> utf8)
    {
        var version = 0;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new ReportFormatException("expected a JSON object with schemaVersion");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals("schemaVersion"u8);
                reader.Read();
                if (found && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out version)) break;
                reader.Skip();
            }
        }
        catch (JsonException e)
        {
            throw new ReportFormatException($"no complete JSON: it breaks {Place(e)}", e);
        }
        if (version < 1) throw new ReportFormatException("expected a Heaptrail report, found JSON without a schemaVersion");
        if (version > SchemaVersion)
            throw new ReportFormatException($"the report has schemaVersion {version}, this heaptrail reads up to {SchemaVersion}: use a newer heaptrail");
    }

    // The message of the exception itself is not used: the trimmed executable carries no framework texts.
    static string Place(JsonException e) =>
        $"{(e.Path is { Length: > 0 } path ? $"at {path}, " : "at ")}line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";
}
