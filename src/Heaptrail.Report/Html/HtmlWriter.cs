using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>Writes well-formed HTML. Every text and attribute goes through the encoder: there is no way to write raw markup but the style sheet.</summary>
sealed class HtmlWriter
{
    static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder html = new("<!DOCTYPE html>\n");
    readonly Stack<string> open = new();
    bool atLineStart = true;

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    public Scope Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        html.Append(">\n");
        atLineStart = true;
        open.Push(name);
        return new(this);
    }

    /// <summary>An element with text in it, on a line of its own.</summary>
    public void Text(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        html.Append('>').Append(Encode(text)).Append("</").Append(name).Append(">\n");
        atLineStart = true;
    }

    /// <summary>An element with text in it, inside a line.</summary>
    public void Inline(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        html.Append('>').Append(Encode(text)).Append("</").Append(name).Append('>');
        atLineStart = false;
    }

    /// <summary>An element without content.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        html.Append(" />\n");
        atLineStart = true;
    }

    /// <summary>Text inside the element that is open.</summary>
    public void Text(string text)
    {
        html.Append(Encode(text));
        atLineStart = false;
    }

    /// <summary>The style sheet, our own file; the only text that is not encoded.</summary>
    public void Style(string css) => html.Append("<style>\n").Append(css).Append("</style>\n");

    /// <summary>Gives the page out as UTF-8.</summary>
    public void CopyTo(IBufferWriter<byte> output)
    {
        if (open.Count > 0) throw new InvalidOperationException($"<{open.Peek()}> is still open");
        Encoding.UTF8.GetBytes(html.ToString(), output);
    }

    void Tag(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (atLineStart) html.Append(' ', open.Count);
        html.Append('<').Append(name);
        foreach ((string attribute, string value) in attributes) html.Append(' ').Append(attribute).Append("=\"").Append(Encode(value)).Append('"');
        atLineStart = false;
    }

    static string Encode(string text) => encoder.Encode(Printable.Clean(text));

    void Close()
    {
        string name = open.Pop();
        if (atLineStart) html.Append(' ', open.Count);
        html.Append("</").Append(name).Append(">\n");
        atLineStart = true;
    }

    /// <summary>An open element.</summary>
    public readonly ref struct Scope(HtmlWriter writer)
    {
        /// <summary>Closes the element.</summary>
        public void Dispose() => writer.Close();
    }
}
