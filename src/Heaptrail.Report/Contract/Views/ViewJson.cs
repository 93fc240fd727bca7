using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Views of one snapshot as JSON.</summary>
public static class ViewJson
{
    /// <summary>The shapes of all views, for reading them back.</summary>
    public static JsonSerializerContext Context => ViewJsonContext.Default;

    /// <summary>One indented JSON object and a line end.</summary>
    /// <typeparam name="T">One of the view records of this folder.</typeparam>
    public static string Text<T>(T view) where T : class
    {
        var output = new ArrayBufferWriter<byte>();
        // Relaxed as in ReportJson: this goes to a file or pipe, never into a script element.
        var layout = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
        using (var writer = new Utf8JsonWriter(output, layout))
            Write(writer, view);
        output.Write("\n"u8);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>One JSON object, laid out as the writer does it.</summary>
    /// <typeparam name="T">One of the view records of this folder.</typeparam>
    public static void Write<T>(Utf8JsonWriter writer, T view) where T : class =>
        JsonSerializer.Serialize(writer, view, ViewJsonContext.Default.GetTypeInfo(typeof(T)) ?? throw new NotSupportedException(typeof(T).Name));
}
