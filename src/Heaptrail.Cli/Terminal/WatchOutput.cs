using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Terminal;

/// <summary>Where a watch shows what it sees: a view that is drawn over, a line for each sample, or JSON Lines.</summary>
abstract class WatchOutput(UserTerminal terminal)
{
    /// <summary>The terminal.</summary>
    protected UserTerminal Terminal { get; } = terminal;

    /// <summary>The process.</summary>
    protected TargetInfo? Target { get; private set; }

    /// <summary>Where the output of a program that was started goes.</summary>
    public virtual Stream PassThrough => Terminal.PassThrough;

    /// <summary>The form that fits the options and the terminal.</summary>
    public static WatchOutput Of(UserTerminal terminal, WatchOptions options) => options.Json ? new WatchJsonOutput(terminal)
        : terminal.CanRedraw ? new WatchScreen(terminal)
        : new WatchLines(terminal);

    /// <summary>The process is known.</summary>
    public virtual void Begin(TargetInfo target) => Target = target;

    /// <summary>A sample was added.</summary>
    public abstract void Show(WatchHistory history);

    /// <summary>A sample of a recording was added.</summary>
    public virtual void Replay(WatchHistory history) => Show(history);

    /// <summary>What can be pressed; only a view that is drawn over shows it.</summary>
    public virtual void ShowKeys(string help)
    {
    }

    /// <summary>A snapshot was taken.</summary>
    public virtual void Captured(SnapshotTakenView taken) =>
        Terminal.Note(string.Join(", ", taken.Files.Select(file => $"{file.File} ({ByteSize.Format(file.Bytes)})")) + $", after a stop of {Durations.Format(TimeSpan.FromMilliseconds(taken.PauseMilliseconds))}");

    /// <summary>The watch has ended.</summary>
    public abstract void End(WatchHistory history);

    sealed class WatchJsonOutput(UserTerminal terminal) : WatchOutput(terminal)
    {
        public override void Begin(TargetInfo target)
        {
            base.Begin(target);
            Terminal.Write(WatchJson.Text(WatchLine.Of(OpenedSnapshot.Tool, target)));
        }

        public override void Show(WatchHistory history) => Terminal.Write(WatchJson.Text(WatchLine.Of(history.Samples[^1])));

        public override void Captured(SnapshotTakenView taken) => Terminal.Write(WatchJson.Text(WatchLine.Of(taken)));

        public override void End(WatchHistory history) => Terminal.Write(WatchJson.Text(WatchLine.Of(history.Verdict)));
    }

    sealed class WatchLines(UserTerminal terminal) : WatchOutput(terminal)
    {
        public override void Begin(TargetInfo target)
        {
            base.Begin(target);
            Terminal.Write(WatchText.Heading(target, Terminal.Style));
        }

        public override void Show(WatchHistory history) => Terminal.Write(WatchText.Line(history, Terminal.Style));

        public override void End(WatchHistory history) => Terminal.Write(WatchText.Verdict(history.Verdict, Terminal.Style));
    }
}
