using System.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>Lines of styled text: wraps at words with a hanging indent and knows the codes for colours and links.</summary>
sealed class TextCanvas(TextStyle style)
{
    readonly StringBuilder text = new();

    public TextStyle Style => style;

    public override string ToString() => text.ToString();

    /// <summary>An empty line, unless there is one already.</summary>
    public void Blank()
    {
        if (text.Length < 2 || text[^1] != '\n' || text[^2] != '\n') text.Append('\n');
    }

    /// <summary>One line as it is, however long.</summary>
    public void Line(int indent, params ReadOnlySpan<Span> spans)
    {
        text.Append(' ', indent);
        foreach (Span span in spans) Append(span);
        EndLine();
    }

    /// <summary>A paragraph. Its first line goes behind <paramref name="label"/>, further lines are indented by <paramref name="hang"/>.</summary>
    /// <param name="indent">Columns before the label.</param>
    /// <param name="label">What stands at the left of the first line, padded to <paramref name="hang"/>.</param>
    /// <param name="hang">Columns before the text.</param>
    /// <param name="spans">The text.</param>
    public void Paragraph(int indent, Span label, int hang, params ReadOnlySpan<Span> spans)
    {
        text.Append(' ', indent);
        Append(label);
        int column = indent + DisplayWidth.Of(label.Text);
        int width = int.Max(style.ProseWidth, hang + 20);
        text.Append(' ', int.Max(0, hang - column));
        column = int.Max(column, hang);
        var line = new List<Span>();
        foreach (List<Span> word in Words(spans))
        {
            int length = word.Sum(s => DisplayWidth.Of(s.Text));
            if (line.Count > 0 && column + 1 + length > width)
            {
                foreach (Span span in line) Append(span);
                EndLine();
                text.Append(' ', hang);
                column = hang;
                line.Clear();
            }
            column += length + (line.Count > 0 ? 1 : 0);
            if (line.Count > 0) Join(line, line[^1].Tone == word[0].Tone && line[^1].Link is null ? word[0] with { Text = " " } : " ");
            foreach (Span part in word) Join(line, part);
        }
        foreach (Span span in line) Append(span);
        EndLine();
    }

    // Neighbours in one tone become one span, so that the codes stand around a phrase and not around each word.
    static void Join(List<Span> line, Span part)
    {
        if (line.Count > 0 && line[^1].Tone == part.Tone && line[^1].Link == part.Link) line[^1] = line[^1] with { Text = line[^1].Text + part.Text };
        else line.Add(part);
    }

    // A word is what stands between spaces; it may consist of pieces in several tones, such as a place and the full stop behind it.
    static List<List<Span>> Words(ReadOnlySpan<Span> spans)
    {
        var words = new List<List<Span>>();
        var open = false;
        foreach (Span span in spans)
        {
            string[] parts = span.Keep ? [span.Text] : span.Text.Split(' ');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0) open = false;
                if (parts[i].Length == 0) continue;
                if (!open) words.Add([]);
                words[^1].Add(span with { Text = parts[i] });
                open = true;
            }
        }
        return words;
    }

    void EndLine()
    {
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        text.Append('\n');
    }

    void Append(Span span)
    {
        string code = style.Color ? Code(span.Tone) : "";
        bool link = style is { Color: true, LinkRoot: not null } && span.Link is not null;
        if (link) text.Append("\e]8;;").Append(span.Link).Append("\e\\");
        if (code.Length > 0) text.Append("\e[").Append(code).Append('m');
        text.Append(span.Text);
        if (code.Length > 0) text.Append("\e[0m");
        if (link) text.Append("\e]8;;\e\\");
    }

    static string Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Quiet => "2",
        Tone.Bad => "1;31",
        Tone.Caution => "1;33",
        Tone.Good => "1;32",
        Tone.Place => "36",
        _ => "",
    };
}
