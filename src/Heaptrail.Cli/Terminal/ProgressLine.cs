using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>How progress is shown.</summary>
readonly record struct ProgressOptions()
{
    /// <summary>Whether one line is rewritten in place; otherwise each step is a line of its own.</summary>
    public bool Moving { get; init; }
    /// <summary>Columns available.</summary>
    public Func<int> Width { get; init; } = () => 80;
    /// <summary>The clock; a test brings its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// Progress on stderr. Work that ends within half a second shows nothing. Others that write to the same terminal do so
/// through <see cref="PassThrough"/>, which takes the line away before and lets it come back after.
/// </summary>
sealed class ProgressLine : IProgressDisplay, IDisposable
{
    static readonly TimeSpan quietPeriod = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan period = TimeSpan.FromMilliseconds(100);
    const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    const string ClearLine = "\r\e[2K";

    readonly Lock gate = new();
    readonly Action<string> write;
    readonly ProgressOptions options;
    readonly ITimer timer;
    readonly Queue<string> waiting = [];
    long? startedAt;
    long stepAt;
    string step = "", figures = "";
    bool drawn, midLine;
    int frame;

    /// <param name="write">Writes text to stderr.</param>
    /// <param name="options">How it is shown.</param>
    public ProgressLine(Action<string> write, ProgressOptions options)
    {
        (this.write, this.options) = (write, options);
        timer = options.Time.CreateTimer(_ => Tick(), null, period, period);
    }

    /// <inheritdoc/>
    public void Step(string text)
    {
        lock (gate)
        {
            startedAt ??= options.Time.GetTimestamp();
            stepAt = options.Time.GetTimestamp();
            (step, figures) = (Printable.Clean(text), "");
            if (!options.Moving) waiting.Enqueue(step);
            Show();
        }
    }

    /// <inheritdoc/>
    public void Update(string figures)
    {
        lock (gate) this.figures = Printable.Clean(figures);
    }

    /// <inheritdoc/>
    public void Note(string text) => Around(() => write((midLine ? "\n" : "") + Printable.Clean(text) + "\n"), endsLine: true);

    /// <inheritdoc/>
    public void Done()
    {
        lock (gate)
        {
            Clear();
            waiting.Clear();
            (startedAt, step, figures) = (null, "", "");
        }
    }

    /// <summary>Lets somebody else write to the terminal.</summary>
    /// <param name="other">Writes; called under the lock, so it must not report progress.</param>
    /// <param name="endsLine">Whether the cursor stands at the beginning of a line afterwards; until then the line stays away.</param>
    public void Around(Action other, bool endsLine)
    {
        lock (gate)
        {
            Clear();
            other();
            midLine = !endsLine;
        }
    }

    /// <summary>Stops and takes the line away.</summary>
    public void Dispose()
    {
        timer.Dispose();
        Done();
    }

    void Tick()
    {
        lock (gate) Show();
    }

    void Show()
    {
        if (startedAt is not { } start || options.Time.GetElapsedTime(start) < quietPeriod || midLine) return;
        while (waiting.TryDequeue(out string? line)) write(line + "\n");
        if (!options.Moving) return;
        TimeSpan elapsed = options.Time.GetElapsedTime(stepAt);
        string text = $"{Spinner[frame++ % Spinner.Length]} {step}{(figures.Length > 0 ? "  " + figures : "")}";
        if (elapsed >= TimeSpan.FromSeconds(2)) text += "  " + Durations.Format(TimeSpan.FromSeconds((long)elapsed.TotalSeconds)).Replace(".0 s", " s", StringComparison.Ordinal);
        // One column stays free: a full last column makes some terminals wrap.
        write(ClearLine + DisplayWidth.Cut(text, options.Width() - 1));
        drawn = true;
    }

    void Clear()
    {
        if (drawn) write(ClearLine);
        drawn = false;
    }
}
