using System.Buffers;
using System.Text;
using Heaptrail.Report;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Cli.Terminal;

/// <summary>The user's terminal: stdout carries the result, stderr the conversation. The only class that touches the console.</summary>
sealed class UserTerminal : IDisposable
{
    readonly PipeStream output, error;
    readonly ProgressLine line;
    readonly TextStyle outputStyle;

    /// <summary>The console of this process.</summary>
    public static UserTerminal Open(TerminalOptions options = default) => new(
        StandardOutput(), Around(Console.IsOutputRedirected), Console.OpenStandardError(), Around(Console.IsErrorRedirected), options);

    /// <summary>Any two streams; for tests and for results that go to a file.</summary>
    public UserTerminal(Stream output, Surroundings outputAt, Stream error, Surroundings errorAt, TerminalOptions options, TimeProvider? time = null)
    {
        (this.output, this.error) = (new(output), new(error) { IgnoresErrors = true });
        TextStyle style = StyleDecision.Decide(options.Color, outputAt) with { ShowAll = options.ShowAll };
        CanRedraw = StyleDecision.CanMove(outputAt);
        outputStyle = options.Top > 0 ? style with { Top = options.Top } : style;
        line = new(WriteError, new()
        {
            Moving = StyleDecision.CanMove(errorAt),
            Width = () => errorAt.Redirected ? StyleDecision.Decide(ColorMode.Never, errorAt).Width : ColumnsOf(errorAt),
            Time = time ?? TimeProvider.System,
        });
        Progress = options.HideProgress ? new NoProgress(line.Note) : line;
        PassThrough = new PassThrough(this.error, line);
    }

    /// <summary>How text on stdout is laid out.</summary>
    public TextStyle Style => outputStyle;

    /// <summary>Whether what was written to stdout can be written over.</summary>
    public bool CanRedraw { get; }

    /// <summary>Progress of long work, on stderr.</summary>
    public IProgressDisplay Progress { get; }

    /// <summary>Where the output of the target program goes: stderr, around the progress line.</summary>
    public Stream PassThrough { get; }

    /// <summary>Whether the reader of stdout has left; the run then ends quietly with exit code 0.</summary>
    public bool IsOutputBroken => output.IsBroken;

    /// <summary>Writes a report as text for people to stdout.</summary>
    public void Write(LeakReport report) => WriteResult(Encoding.UTF8.GetBytes(TerminalRenderer.Render(report, outputStyle)));

    /// <summary>Writes a report in another format to stdout.</summary>
    public void Write(LeakReport report, IReportRenderer renderer)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        renderer.Render(report, bytes);
        WriteResult(bytes.WrittenSpan);
    }

    /// <summary>Writes text to stdout as it is.</summary>
    public void Write(string text) => WriteResult(Encoding.UTF8.GetBytes(text));

    /// <summary>Stdout for a result that is too long for one text. A reader that leaves is no error: see <see cref="IsOutputBroken"/>.</summary>
    public Stream OpenOutput()
    {
        Progress.Done();
        return output;
    }

    /// <summary>Runs around each note: a view that is drawn over takes itself away first, and draws itself below.</summary>
    public Action<Action> AroundNotes { get; set; } = write => write();

    /// <summary>Says something on stderr; the line stays.</summary>
    public void Note(string text) => AroundNotes(() => line.Note(text));

    /// <summary>Says what went wrong, why, and what to do next, on stderr.</summary>
    public void Error(string what) => line.Around(() => WriteError($"heaptrail: {string.Join('\n', what.Split('\n').Select(Printable.Clean))}\n"), endsLine: true);

    /// <summary>Takes the progress line away.</summary>
    public void Dispose() => line.Dispose();

    // The progress line goes first: both streams may be the same terminal.
    void WriteResult(ReadOnlySpan<byte> bytes)
    {
        Progress.Done();
        output.Write(bytes);
    }

    void WriteError(string text) => error.Write(Encoding.UTF8.GetBytes(text));

    // The console's own stream hides that the reader of a pipe has left. A file keeps the console's stream: a FileStream would
    // write at an offset of its own, over what other writers of the same file have put there.
    static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        FileStream pipe;
        try
        {
            pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    static Surroundings Around(bool redirected) =>
        new(redirected, redirected ? 0 : SafeColumns(), Environment.GetEnvironmentVariable, Environment.CurrentDirectory);

    static int ColumnsOf(Surroundings at) => SafeColumns() is > 0 and int now ? now : int.Max(at.Columns, 40);

    static int SafeColumns()
    {
        try
        {
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? 0 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
