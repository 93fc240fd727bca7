using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>load</c> as text: the lines of siege, the percentiles of autocannon, and the server's memory.</summary>
static class LoadText
{
    const int Name = 24;
    const int Figure = 14;

    public static string Render(LoadView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Paragraph(0, "", 0, new Span(Printable.Clean(view.Target), Tone.Strong),
            $" · {Counts.Of(view.Connections, "connection")}{(view.Rate is { } rate ? $" · {Counts.Measured(rate)} requests/s wanted" : "")}");
        foreach (string note in view.Notes)
            canvas.Paragraph(0, "", 0, new Span($"{Printable.Clean(note)}.", Tone.Quiet));
        canvas.Blank();
        Totals(canvas, view);
        Distributions(canvas, view);
        Answers(canvas, view);
        Memory(canvas, view);
        return canvas.ToString();
    }

    static void Totals(TextCanvas canvas, LoadView view)
    {
        Row("Transactions", Counts.Format(view.Transactions), "hits");
        if (view.Availability is { } availability)
            Row("Availability", Fixed(Math.Floor(availability * 10_000) / 100), "%", availability < 1 ? Tone.Bad : Tone.Plain);
        Row("Elapsed time", Fixed(view.ElapsedSeconds), "s");
        (string received, string unit) = Size(view.Bytes);
        Row("Data transferred", received, unit);
        Row("Response time", Fixed(view.LatencyMilliseconds.Mean), "ms");
        Row("Transaction rate", view.PerSecond.ToString("#,0.00", CultureInfo.InvariantCulture), "/s");
        (string perSecond, string rateUnit) = Size((long)(view.Bytes / double.Max(view.ElapsedSeconds, 0.001)));
        Row("Throughput", perSecond, $"{rateUnit}/s");
        Row("Concurrency", Fixed(view.Concurrency), "");
        Row("Successful transactions", Counts.Format(view.Succeeded), "");
        Row("Failed transactions", Counts.Format(view.Failed), "", view.Failed > 0 ? Tone.Bad : Tone.Plain);
        Row("Longest transaction", Fixed(view.LatencyMilliseconds.Max), "ms");
        Row("Shortest transaction", Fixed(view.LatencyMilliseconds.Min), "ms");

        void Row(string name, string figure, string unit, Tone tone = Tone.Plain) =>
            canvas.Line(0, name.PadRight(Name), new Span(figure.PadLeft(Figure), tone), new Span($" {unit}", Tone.Quiet));
    }

    static void Distributions(TextCanvas canvas, LoadView view)
    {
        canvas.Blank();
        var latency = new FigureTable(" ", "2.5 %", "50 %", "97.5 %", "99 %", "99.9 %", "Avg", "Stdev", "Max");
        Add("Latency ms", view.LatencyMilliseconds);
        if (view.ServiceMilliseconds is { } service)
            Add("from sending", service);
        latency.Write(canvas);
        if (view.RequestsPerSecond is { } requests && view.BytesPerSecond is { } bytes)
        {
            canvas.Blank();
            var rates = new FigureTable(" ", "1 %", "2.5 %", "50 %", "97.5 %", "Avg", "Stdev", "Min");
            rates.Add(["Requests/s"], [.. Rates(requests).Select(value => Counts.Format((long)value))]);
            rates.Add(["Bytes/s"], [.. Rates(bytes).Select(value => ByteSize.Format((long)value))]);
            rates.Write(canvas);
        }

        void Add(string name, DistributionView of) =>
            latency.Add([name], [.. ((double[])[of.P2_5, of.P50, of.P97_5, of.P99, of.P99_9, of.Mean, of.Deviation, of.Max]).Select(Fixed)]);
    }

    static double[] Rates(DistributionView of) => [of.P1, of.P2_5, of.P50, of.P97_5, of.Mean, of.Deviation, of.Min];

    static void Answers(TextCanvas canvas, LoadView view)
    {
        canvas.Blank();
        if (view.Statuses.Count > 0)
            canvas.Paragraph(0, "Status", 14, string.Join(", ", view.Statuses.Select(pair => $"{pair.Key}: {Counts.Format(pair.Value)}")));
        bool isFirst = true;
        foreach ((string reason, long count) in view.Failures.OrderByDescending(pair => pair.Value))
        {
            canvas.Paragraph(0, new Span(isFirst ? "Failed" : "", Tone.Bad), 14, $"{Counts.Format(count)}: {Printable.Clean(reason)}");
            isFirst = false;
        }
        if (view.Retried > 0)
            canvas.Paragraph(0, "Sent again", 14, $"{Counts.Of(view.Retried, "request")}: the server had closed the connection before it read {(view.Retried == 1 ? "it" : "them")}");
    }

    static void Memory(TextCanvas canvas, LoadView view)
    {
        if (view.Memory is not { } memory)
            return;
        canvas.Blank();
        canvas.Line(0, "Server".PadRight(14), DisplayWidth.Cut($"pid {memory.Pid}  {(memory.Node is { } node ? $"Node.js {Printable.Clean(node)}  " : "")}{Printable.Clean(memory.CommandLine)}", canvas.Style.Width - 14));
        if (memory.Rss.Length == 3)
            canvas.Paragraph(0, "RSS", 14, $"{ByteSize.Series([memory.Rss[0], memory.Rss[2]])}, at most {ByteSize.Format(memory.Rss[1])}");
        if (memory.Floor.Length == 2)
            canvas.Paragraph(0, "Held", 14, $"{ByteSize.Series(memory.Floor)} after full collections before and after, and {Counts.Of(memory.Collections, "collection")} between");
        if (memory.PerThousandRequests is { } growth)
            canvas.Paragraph(0, "Growth", 14, new Span($"{(growth > 0 ? "+" : "")}{ByteSize.Format(growth)} per 1,000 requests", Tone.Strong), memory.Method == "collections"
                ? $", by the collections during the load"
                : ", from before to after: warming up is part of it, so a second run tells more");
    }

    static (string Figure, string Unit) Size(long bytes)
    {
        string[] words = ByteSize.Format(bytes).Split(' ');
        return (words[0], words[1]);
    }

    static string Fixed(double value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
