using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>Judges samples that were recorded before.</summary>
/// <param name="file">The recording.</param>
/// <param name="output">Where the samples and the verdict go.</param>
sealed class WatchReplay(string file, WatchOutput output)
{
    /// <summary>Does it. Returns the exit code.</summary>
    public int Run(CancellationToken cancel)
    {
        var history = new WatchHistory();
        bool hasBegun = false;
        foreach (WatchLine line in UnreadableFileException.Guard(file, () => ReadLines(cancel)))
        {
            if (line.Target is { } target && !hasBegun)
            {
                output.Begin(target);
                hasBegun = true;
            }
            if (line.Sample is { } sample)
            {
                history.Add(sample);
                output.Replay(history);
            }
        }
        history.Judge();
        output.End(history);
        return history.Verdict.IsLeak ? ExitCode.Leak : ExitCode.Done;
    }

    List<WatchLine> ReadLines(CancellationToken cancel)
    {
        var lines = new List<WatchLine>();
        using StreamReader reader = File.OpenText(file);
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            cancel.ThrowIfCancellationRequested();
            if (WatchJson.TryRead(text, out WatchLine line))
                lines.Add(line);
            else if (!reader.EndOfStream)   // a last line that was cut off is no loss
                throw new InvalidDataException($"line {number} is no sample; a file of 'heaptrail watch --record' is expected");
        }
        return lines.Exists(line => line.Sample is not null) ? lines : throw new InvalidDataException("there is no sample in it; a file of 'heaptrail watch --record' is expected");
    }
}
