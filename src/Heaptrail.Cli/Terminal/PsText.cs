using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>ps</c> as text: one line for each process, children below their parents.</summary>
static class PsText
{
    const int Gap = 2;
    const int LeastCommand = 16;

    static readonly Column[] All =
    [
        new("PID", row => $"{row.Pid}"),
        new("Node.js", row => Printable.Clean(row.Node ?? "?")),
        new("Up", row => Uptime(row.UptimeSeconds)),
        new("RSS", row => Size(row.Rss)),
        new("Heap limit", row => Size(row.HeapLimit), IsOptional: true),
        new("Container", row => Size(row.ContainerLimit), IsOptional: true),
        new("FDs", row => row.Descriptors is { } count ? Counts.Format(count) : "?"),
        new("Ports", Ports),
        new("Inspector", Inspector),
    ];

    public static string Render(ProcessesView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Processes.IsEmpty)
        {
            canvas.Paragraph(0, "", 0, "No Node.js process of this user runs. Processes of other users are shown to root.");
            return canvas.ToString();
        }
        List<Column> columns = [.. All.Where(column => !column.IsOptional || view.Processes.Any(row => column.Figure(row).Length > 0))];
        List<string> left = Fit(columns, view, style.Width);
        var table = new FigureTable("Command", [.. columns.Select(column => column.Title)]);
        foreach (ProcessRow row in view.Processes)
        {
            string indent = row.Depth == 0 ? "" : new string(' ', (row.Depth - 1) * 2) + "└ ";
            table.Add([new(indent, Tone.Quiet, Keep: true), new(Printable.Clean(row.CommandLine))], [.. columns.Select(column => column.Figure(row))]);
        }
        table.Write(canvas);
        if (left.Count > 0)
            canvas.Paragraph(0, "", 0, new Span($"A wider terminal or --json also shows: {string.Join(", ", left)}", Tone.Quiet));
        return canvas.ToString();
    }

    /// <summary>Leaves out what tells least until the rest fits. Returns what was left out.</summary>
    static List<string> Fit(List<Column> columns, ProcessesView view, int width)
    {
        var left = new List<string>();
        foreach (string title in (string[])["FDs", "Up", "Ports", "Container", "Heap limit", "Node.js"])
        {
            if (columns.Sum(column => Gap + view.Processes.Max(row => int.Max(column.Title.Length, DisplayWidth.Of(column.Figure(row))))) + LeastCommand <= width)
                break;
            if (columns.RemoveAll(column => column.Title == title) > 0)
                left.Add(title);
        }
        return left;
    }

    sealed record Column(string Title, Func<ProcessRow, string> Figure, bool IsOptional = false);

    static string Size(long? bytes) => bytes is { } known ? ByteSize.Format(known) : "";

    static string Uptime(double seconds) => seconds switch
    {
        < 60 => $"{(int)seconds}s",
        < 3600 => $"{(int)seconds / 60}m",
        < 86400 => $"{(int)(seconds / 3600)}h",
        _ => $"{Counts.Format((long)(seconds / 86400))}d",
    };

    // More than two make the table too wide for what they tell.
    static string Ports(ProcessRow row)
    {
        string[] ports = [.. row.Ports.Select(PortOf).Distinct()];
        return ports.Length <= 2 ? string.Join(",", ports) : $"{ports[0]},{ports[1]},…";
    }

    static string Inspector(ProcessRow row) => row.Inspector is { } open ? $"open:{PortOf(open)}" : row.InspectorTrouble is null ? "closed" : "blocked";

    static string PortOf(string address) => address[(address.LastIndexOf(':') + 1)..];
}
