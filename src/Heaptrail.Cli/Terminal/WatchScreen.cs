using System.Globalization;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Terminal;

/// <summary>The view of a watch, drawn over in place. What the program prints goes above it.</summary>
sealed class WatchScreen : WatchOutput
{
    readonly Lock gate = new();
    int drawn;
    string shown = "", keys = "";
    WatchHistory? last;

    /// <summary>A view on a terminal whose notes go above it from now on.</summary>
    public WatchScreen(UserTerminal terminal)
        : base(terminal) => terminal.AroundNotes = Above;

    /// <inheritdoc/>
    public override Stream PassThrough => new PassThroughAbove(this);

    /// <inheritdoc/>
    public override void Show(WatchHistory history)
    {
        last = history;
        string text = WatchText.Frame(Target, history, Terminal.Style) + WatchText.Keys(keys, Terminal.Style);
        lock (gate)
        {
            Draw(text);
        }
    }

    /// <inheritdoc/>
    public override void ShowKeys(string help)
    {
        if (help == keys)
            return;
        keys = help;
        if (last is not null)
            Show(last);
    }

    void Draw(string text)
    {
        Terminal.Write(Back() + text);
        (shown, drawn) = (text, text.Count(letter => letter == '\n'));
    }

    void Above(Action write)
    {
        lock (gate)
        {
            bool wasDrawn = drawn > 0;
            if (wasDrawn)
                Terminal.Write(Back());
            drawn = 0;
            write();
            if (wasDrawn)
                Draw(shown);
        }
    }

    /// <summary>Only the end of a recording is of interest: nobody waits for the rest.</summary>
    public override void Replay(WatchHistory history)
    {
    }

    /// <inheritdoc/>
    public override void End(WatchHistory history)
    {
        keys = "";
        if (history.Samples.Count > 0)
            Show(history);
        else
            Terminal.Write(WatchText.Verdict(history.Verdict, Terminal.Style));
    }

    // To the first line of what was drawn, and everything from there on is cleared.
    string Back() => drawn > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{drawn}F\e[J") : "";

    sealed class PassThroughAbove(WatchScreen screen) : Stream
    {
        bool midLine;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.IsEmpty)
                return;
            lock (screen.gate)
            {
                if (screen.drawn > 0)
                    screen.Terminal.Write(screen.Back() + (midLine ? "\n" : ""));
                screen.drawn = 0;
                screen.Terminal.PassThrough.Write(buffer);
                midLine = buffer[^1] != (byte)'\n';
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override void Flush() => screen.Terminal.PassThrough.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
