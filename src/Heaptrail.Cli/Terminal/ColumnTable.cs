namespace Heaptrail.Cli.Terminal;

/// <summary>A table of any columns: texts stand to the left, figures to the right. Too wide texts are cut, the widest first.</summary>
sealed class ColumnTable(params (string Title, bool IsFigure)[] columns)
{
    const int Gap = 2;
    const int LeastText = 12;

    readonly List<Span[][]> rows = [];

    /// <summary>Adds a row: the pieces of each cell.</summary>
    public void Add(Span[][] cells) => rows.Add(cells);

    /// <summary>Writes the titles and all rows.</summary>
    public void Write(TextCanvas canvas)
    {
        int[] widths = WidthsFor(canvas.Style.Width);
        Line([.. columns.Select(column => new Span[] { new(column.Title, Tone.Quiet) })]);
        foreach (Span[][] row in rows)
            Line(row);

        void Line(Span[][] cells)
        {
            var line = new List<Span>();
            for (var i = 0; i < cells.Length; i++)
            {
                Span[] cell = FigureTable.Cut(cells[i], widths[i]);
                string room = new(' ', widths[i] - FigureTable.WidthOf(cell));
                line.AddRange(columns[i].IsFigure ? [new(room), .. cell] : [.. cell, new(room)]);
                line.Add(i < cells.Length - 1 ? new string(' ', Gap) : "");
            }
            canvas.Line(0, [.. line]);
        }
    }

    // Something of every piece stays, and ids stay whole.
    static int LeastOf(Span[] cell) => cell.Sum(span => span.Keep ? DisplayWidth.Of(span.Text) : int.Min(DisplayWidth.Of(span.Text), LeastText));

    int[] WidthsFor(int width)
    {
        int[] widths = [.. columns.Select((column, i) => rows.Select(row => FigureTable.WidthOf(row[i])).Append(DisplayWidth.Of(column.Title)).Max())];
        int[] least = [.. columns.Select((_, i) => rows.Select(row => LeastOf(row[i])).Append(LeastText).Max())];
        int excess = widths.Sum() + (Gap * (widths.Length - 1)) - width;
        while (excess > 0)
        {
            int widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                if (!columns[i].IsFigure && widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]))
                    widest = i;
            }
            if (widest < 0)
                break;
            widths[widest]--;
            excess--;
        }
        return widths;
    }
}
