using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract.Views;

/// <summary>One value of a row: a text, a number, a flag, an object, or nothing. In JSON it is what it is, nothing is <c>null</c>.</summary>
[JsonConverter(typeof(QueryCellConverter))]
public readonly record struct QueryCell
{
    /// <summary>The text, if it is one.</summary>
    public string? Text { get; init; }
    /// <summary>The number, if it is one.</summary>
    public double? Number { get; init; }
    /// <summary>The flag, if it is one.</summary>
    public bool? Flag { get; init; }
    /// <summary>The object, if it is one.</summary>
    public ObjectInfo? Object { get; init; }
    /// <summary>The variable or property by which the object is known, such as <c>sessions</c> or <c>Store.items</c>.</summary>
    public string? Reference { get; init; }
}

/// <summary>Writes a value as plain JSON.</summary>
sealed class QueryCellConverter : JsonConverter<QueryCell>
{
    public override void Write(Utf8JsonWriter writer, QueryCell value, JsonSerializerOptions options)
    {
        if (value.Object is { } node)
            WriteObject(writer, node, value.Reference);
        else if (value.Text is { } text)
            writer.WriteStringValue(text);
        else if (value.Flag is { } flag)
            writer.WriteBooleanValue(flag);
        else if (value.Number is { } number && double.IsFinite(number))
            WriteNumber(writer, number);
        else
            writer.WriteNullValue();
    }

    public override QueryCell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    // Sizes and counts are whole numbers that a double holds exactly.
    static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (number == double.Floor(number) && double.Abs(number) < 1L << 53)
            writer.WriteNumberValue((long)number);
        else
            writer.WriteNumberValue(number);
    }

    static void WriteObject(Utf8JsonWriter writer, ObjectInfo node, string? reference)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", node.Id);
        writer.WriteString("class", node.Class);
        writer.WriteString("name", node.Name);
        writer.WriteString("type", node.Type);
        if (reference is not null)
            writer.WriteString("reference", reference);
        writer.WriteEndObject();
    }
}
