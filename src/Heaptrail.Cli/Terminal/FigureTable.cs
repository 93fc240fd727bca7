namespace Heaptrail.Cli.Terminal;

/// <summary>Rows of one text and some figures: figures stand to the right, the text takes what the width leaves and is cut to it.</summary>
sealed class FigureTable(string title, params string[] figureTitles)
{
    const int Gap = 2;
    const int LeastText = 16;

    readonly List<(Span[] Text, string[] Figures)> rows = [];

    /// <summary>Adds a row. Pieces of the text with <see cref="Span.Keep"/> are the last to be cut.</summary>
    public void Add(Span[] text, params string[] figures) => rows.Add((text, figures));

    /// <summary>Writes the titles and all rows.</summary>
    public void Write(TextCanvas canvas, int indent = 0)
    {
        int[] widths = [.. figureTitles.Select((name, i) => rows.Select(row => DisplayWidth.Of(row.Figures[i])).Append(name.Length).Max())];
        int room = int.Max(canvas.Style.Width - indent - widths.Sum(w => w + Gap), LeastText);
        int textWidth = int.Min(room, rows.Select(row => WidthOf(row.Text)).Append(DisplayWidth.Of(title)).Max());
        if (title.Length > 0)
            Line([new(title, Tone.Quiet)], figureTitles, Tone.Quiet);
        foreach ((Span[] text, string[] figures) in rows)
            Line(Cut(text, textWidth), figures, Tone.Plain);

        void Line(Span[] text, string[] figures, Tone tone)
        {
            var numbers = new System.Text.StringBuilder().Append(' ', textWidth - WidthOf(text));
            for (var i = 0; i < figures.Length; i++)
                numbers.Append(' ', Gap + widths[i] - DisplayWidth.Of(figures[i])).Append(figures[i]);
            canvas.Line(indent, [.. text, new(numbers.ToString(), tone)]);
        }
    }

    /// <summary>Columns that a text takes.</summary>
    internal static int WidthOf(Span[] text) => text.Sum(span => DisplayWidth.Of(span.Text));

    /// <summary>A text cut to a width, first where it need not be kept.</summary>
    internal static Span[] Cut(Span[] text, int width)
    {
        int excess = WidthOf(text) - width;
        if (excess <= 0)
            return text;
        var cut = (Span[])text.Clone();
        foreach (int i in Enumerable.Range(0, cut.Length).Reverse().OrderBy(i => cut[i].Keep))
        {
            int own = DisplayWidth.Of(cut[i].Text);
            cut[i] = cut[i] with { Text = DisplayWidth.Cut(cut[i].Text, int.Max(own - excess, cut[i].Keep ? 0 : int.Min(own, 12))) };
            excess -= own - DisplayWidth.Of(cut[i].Text);
            if (excess <= 0)
                break;
        }
        return cut;
    }
}
