using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>ps</c> as text: one line for each process, children below their parents.</summary>
static class PsText
{
    public static string Render(ProcessesView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Processes.IsEmpty)
        {
            canvas.Paragraph(0, "", 0, "No Node.js process of this user runs. Processes of other users are shown to root.");
            return canvas.ToString();
        }
        bool hasLimit = view.Processes.Any(row => row.HeapLimit is not null), hasContainer = view.Processes.Any(row => row.ContainerLimit is not null);
        string[] titles = ["PID", "Node.js", "Up", "RSS", .. Optional(hasLimit, "Heap limit"), .. Optional(hasContainer, "Container"), "FDs", "Ports", "Inspector"];
        var table = new FigureTable("Command", titles);
        foreach (ProcessRow row in view.Processes)
        {
            string indent = row.Depth == 0 ? "" : new string(' ', (row.Depth - 1) * 2) + "└ ";
            table.Add([new(indent, Tone.Quiet, Keep: true), new(Printable.Clean(row.CommandLine))],
            [
                $"{row.Pid}", Printable.Clean(row.Node ?? "?"), Uptime(row.UptimeSeconds), Size(row.Rss), .. Optional(hasLimit, Size(row.HeapLimit)), .. Optional(hasContainer, Size(row.ContainerLimit)),
                row.Descriptors is { } count ? Counts.Format(count) : "?", Ports(row), Inspector(row),
            ]);
        }
        table.Write(canvas);
        return canvas.ToString();
    }

    static string[] Optional(bool isShown, string text) => isShown ? [text] : [];

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
