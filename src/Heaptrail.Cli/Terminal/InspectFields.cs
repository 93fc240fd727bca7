using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>What is in an object: one table of its properties, elements, entries, variables and V8's own fields.</summary>
sealed class InspectFields
{
    const int LongestText = 80;
    const int WidestName = 24;

    FigureTable? table;

    public static void Write(TextCanvas canvas, InspectedObject one)
    {
        var fields = new InspectFields();
        fields.List("Properties", one.Properties);
        fields.List("Elements", one.Elements);
        if (one.Entries is { } entries)
            fields.Entries(entries);
        for (var i = 0; i < one.Scopes.Length; i++)
            fields.List(i == 0 ? $"Variables of scope @{one.Scopes[i].Id}" : $"Variables of the scope around it @{one.Scopes[i].Id}", one.Scopes[i].Variables);
        fields.List("V8's own fields", one.Internals);
        if (fields.table is { } table)
            table.Write(canvas);
        else if (one.Value is null)
            canvas.Line(0, "Nothing is in it that the file has: small integers, constants and bytes of buffers are not.");
    }

    /// <summary>A text in quotes, cut to a length; anything else as it is.</summary>
    public static string Text(ObjectInfo node, string value, int longest) =>
        node.Type is "string" or "concatenated string" or "sliced string" ? $"\"{Printable.Shorten(value, longest)}\"" : Printable.Shorten(value, longest);

    void List(string title, FieldsInfo fields)
    {
        if (fields.Count == 0)
            return;
        Title($"{title} ({Counts.Format(fields.Count)})");
        int width = int.Min(fields.Items.Select(item => DisplayWidth.Of(NameOf(item))).Max(), WidestName);
        foreach (FieldInfo field in fields.Items)
            Row([new(NameOf(field).PadRight(width + 2), Tone.Quiet, Keep: true), .. Spans(field.Target)], field.Target);
        More(fields.Count - fields.Items.Length, "more");
    }

    void Entries(EntriesInfo entries)
    {
        string count = entries.Count == 0 && entries.Unseen == 0 ? "none that the file has" : Counts.Format(entries.Count);
        Title($"Entries ({count}; room for {Counts.Format(entries.Capacity)})");
        foreach (EntryInfo entry in entries.Items)
        {
            if (entries.Kind == "set")
                Row(Spans(entry.Key), entry.Key);
            else
                Row([.. Spans(entry.Key), new(" → ", Tone.Quiet, Keep: true), .. Spans(entry.Value)], entry.Value);
        }
        More(entries.Count - entries.Items.Length, "more");
        if (entries.Unseen > 0)
            Quiet($"and {Counts.Format(entries.Unseen)} that the file leaves out: small integers, deleted");
    }

    // The first title stands beside those of the figures.
    void Title(string text)
    {
        if (table is null)
        {
            table = new(text, "Shallow", "Retained");
            return;
        }
        table.Add([""], "", "");
        table.Add([new(text, Tone.Quiet)], "", "");
    }

    // The program has one null and one undefined: their sizes say nothing about a field.
    void Row(Span[] spans, FieldValue? value)
    {
        bool hasSize = value is { } shown && (shown.Value is null || shown.Object.Type is not ("hidden" or "native"));
        table!.Add(["  ", .. spans], hasSize ? ByteSize.Format(value!.Object.ShallowBytes) : "", hasSize ? ByteSize.Format(value!.Object.RetainedBytes) : "");
    }

    void More(long count, string what)
    {
        if (count > 0)
            Quiet($"and {Counts.Format(count)} {what}: -n N shows more");
    }

    void Quiet(string text) => table!.Add([new($"  {text}", Tone.Quiet)], "", "");

    static Span[] Spans(FieldValue? value)
    {
        if (value is null)
            return [new("(small integer or constant)", Tone.Quiet)];
        if (value.Value is not { } text)
            return [new(ObjectLabel.NameOf(value.Object)), new($" @{value.Object.Id}", Keep: true)];
        // The id of a number or a constant leads nowhere.
        return value.Object.Type is "number" or "hidden" or "native" ? [Text(value.Object, text, LongestText)] : [Text(value.Object, text, LongestText), new($" @{value.Object.Id}", Keep: true)];
    }

    static string NameOf(FieldInfo field)
    {
        string name = EdgeLabel.NameOf(field.Edge);
        string word = field.Edge.Type switch
        {
            "property" => name.TrimStart('.'),
            "element" or "context" or "internal" => name,
            _ => EdgeLabel.Of(field.Edge),
        };
        return word.Length == 0 ? "\"\"" : DisplayWidth.Cut(word, WidestName);
    }
}
