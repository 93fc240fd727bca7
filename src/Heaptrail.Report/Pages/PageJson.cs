using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Pages;

/// <summary>The data of a page as one JSON object, which holds the JSON objects of the commands.</summary>
static class PageJson
{
    /// <summary>Writes it without line breaks.</summary>
    public static byte[] Write(PageData data)
    {
        var output = new ArrayBufferWriter<byte>();
        // The strict encoder: no text of a heap can end the element that holds the data, even if nothing else prevented it.
        using (var writer = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.Default }))
        {
            writer.WriteStartObject();
            View(writer, "session", data.Session);
            writer.WritePropertyName("report");
            var report = new ArrayBufferWriter<byte>();
            ReportJson.Write(data.Report, report);
            using (JsonDocument parsed = JsonDocument.Parse(report.WrittenMemory))
                parsed.RootElement.WriteTo(writer);
            View(writer, "sources", data.Sources);
            View(writer, "summary", data.Summary);
            View(writer, "diff", data.Diff);
            View(writer, "dominators", data.Dominators);
            View(writer, "strings", data.Strings);
            View(writer, "objects", data.Objects);
            Views(writer, "retainers", data.Retainers);
            Views(writer, "cuts", data.Cuts);
            View(writer, "timeline", data.Timeline);
            View(writer, "allocations", data.Allocations);
            writer.WriteEndObject();
        }
        return output.WrittenSpan.ToArray();
    }

    static void View<T>(Utf8JsonWriter writer, string name, T? view) where T : class
    {
        writer.WritePropertyName(name);
        if (view is null) writer.WriteNullValue();
        else ViewJson.Write(writer, view);
    }

    static void Views<T>(Utf8JsonWriter writer, string name, IEnumerable<T> views) where T : class
    {
        writer.WriteStartArray(name);
        foreach (T view in views) ViewJson.Write(writer, view);
        writer.WriteEndArray();
    }
}
