using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>watch</c> as text: a view of everything, a line for each sample, and the verdict.</summary>
static class WatchText
{
    const int Name = 15;
    const int MostSpark = 60;
    const int RoomForFigures = 46;

    /// <summary>Who is watched.</summary>
    public static string Heading(TargetInfo target, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Line(0, new Span(DisplayWidth.Cut(Figures.Target(target), style.Width), Tone.Strong));
        return canvas.ToString();
    }

    /// <summary>The whole view.</summary>
    public static string Frame(TargetInfo? target, WatchHistory history, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ProcessSample last = history.Samples[^1];
        if (target is not null)
            canvas.Line(0, new Span(DisplayWidth.Cut(Figures.Target(target), style.Width - 1), Tone.Strong));
        canvas.Line(0, new Span($"watched for {Durations.Format(last.At - history.Samples[0].At)}, {Counts.Of(history.Samples.Count, "sample")}", Tone.Quiet));
        Row("rss", history.Samples.Select(sample => sample.Rss), Size, last.ContainerLimit is { } container ? $"container limit {ByteSize.Format(container)}" : "");
        Row("heap used", history.Samples.Select(sample => sample.HeapUsed), Size, last.UsableHeap is { } limit ? $"limit {ByteSize.Format(limit)}" : "");
        Row("after full GC", history.Samples.SelectMany(sample => sample.Floors).Select(floor => (long?)floor.HeapUsed), Size, Counts.Of(history.Collections, "collection"));
        Row("external", history.Samples.Select(sample => sample.External), Size, last.ArrayBuffers is { } buffers ? $"ArrayBuffers {ByteSize.Format(buffers)}" : "");
        Row("descriptors", history.Samples.Select(sample => (long?)sample.Descriptors), Counts.Format, last.DescriptorLimit is { } most ? $"limit {Counts.Format(most)}" : "");
        if (LoopOf(last) is { Length: > 0 } loop)
            canvas.Line(1, new Span("event loop".PadRight(Name), Tone.Quiet), loop);
        if (last.Resources is { Count: > 0 } resources)
            canvas.Line(1, new Span("active".PadRight(Name), Tone.Quiet), DisplayWidth.Cut(Printable.Clean(string.Join(", ", resources.OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {Counts.Format(pair.Value)}"))), style.Width - Name - 2));
        canvas.Blank();
        Say(canvas, history.Verdict);
        return canvas.ToString();

        void Row(string name, IEnumerable<long?> series, Func<long, string> format, string more)
        {
            long[] values = [.. series.OfType<long>()];
            if (values.Length == 0)
                return;
            int room = int.Clamp(style.Width - Name - RoomForFigures, 8, MostSpark);
            canvas.Line(1, new Span(name.PadRight(Name), Tone.Quiet), Sparkline.Of(values, room).PadRight(room), $" {format(values[^1]),11}", more.Length > 0 ? new Span($"  {more}", Tone.Quiet) : "");
        }
    }

    /// <summary>What can be pressed; nothing when there is nothing.</summary>
    public static string Keys(string help, TextStyle style)
    {
        if (help.Length == 0)
            return "";
        var canvas = new TextCanvas(style);
        canvas.Line(0, "");
        canvas.Line(0, new Span(DisplayWidth.Cut(help, style.Width - 1), Tone.Quiet));
        return canvas.ToString();
    }

    /// <summary>The newest sample in a line.</summary>
    public static string Line(WatchHistory history, TextStyle style)
    {
        ProcessSample last = history.Samples[^1];
        FloorReading? floor = history.Samples.LastOrDefault(sample => !sample.Floors.IsEmpty)?.Floors[^1];
        string text = string.Join("  ", new[]
        {
            (last.At - history.Samples[0].At).ToString(@"hh\:mm\:ss", null),
            last.Rss is { } rss ? $"rss {Size(rss)}" : null,
            last.HeapUsed is { } used ? $"heap {Size(used)}" : null,
            floor is null ? null : $"floor {Size(floor.HeapUsed)} ({Counts.Format(history.Collections)})",
            last.External is { } external ? $"external {Size(external)}" : null,
            last.Descriptors is { } descriptors ? $"fds {Counts.Format(descriptors)}" : null,
            last.LoopDelay is { } delay ? $"loop {Durations.FormatMilliseconds(delay)}" : null,
            Word(history.Verdict.Kind).ToLowerInvariant(),
        }.OfType<string>());
        return DisplayWidth.Cut(text, style.Width) + "\n";
    }

    /// <summary>The answer with its sentence and what to do.</summary>
    public static string Verdict(TrendVerdict verdict, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        Say(canvas, verdict);
        return canvas.ToString();
    }

    static void Say(TextCanvas canvas, TrendVerdict verdict)
    {
        canvas.Line(0, new Span(Word(verdict.Kind), ToneOf(verdict)));
        canvas.Paragraph(0, "", 0, verdict.Sentence);
        if (verdict.Advice is { } advice)
            canvas.Paragraph(0, "", 0, advice);
    }

    static string Word(TrendKind kind) => kind switch
    {
        TrendKind.Leak => "Leak",
        TrendKind.BufferLeak => "Buffers leak",
        TrendKind.NativeLeak => "Native memory grows",
        TrendKind.DescriptorLeak => "Files or sockets leak",
        TrendKind.WarmingUp => "Warming up",
        TrendKind.Bounded => "Bounded: no leak",
        TrendKind.NoLeak => "No leak",
        TrendKind.CollectorIdle => "Collector has no reason to run",
        TrendKind.Fragmentation => "Fragmentation, no leak",
        _ => "Not enough data",
    };

    static Tone ToneOf(TrendVerdict verdict) => verdict.IsLeak ? Tone.Bad
        : verdict.Kind is TrendKind.NotEnoughData or TrendKind.WarmingUp or TrendKind.CollectorIdle ? Tone.Caution
        : Tone.Good;

    static string LoopOf(ProcessSample sample) => string.Join("  ", new[]
    {
        sample.LoopDelay is { } delay ? $"delay p99 {Durations.FormatMilliseconds(delay)}" : null,
        sample.LoopUse is { } use ? $"busy {Counts.Percent(use)}" : null,
    }.OfType<string>());

    static string Size(long bytes) => ByteSize.Format(bytes);
}
