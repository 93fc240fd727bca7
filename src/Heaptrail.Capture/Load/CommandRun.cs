using System.Collections.Immutable;
using System.Diagnostics;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Load;

/// <summary>One run of a load command; disposing ends it with everything it has started.</summary>
sealed class CommandRun : IAsyncDisposable
{
    static readonly TimeSpan drainLimit = TimeSpan.FromMilliseconds(500);
    readonly ProcessGroup group;
    readonly Process process;
    readonly OutputRelay output;
    readonly OutputRelay error;

    CommandRun(Process process, ProcessGroup group, CommandLoadOptions options)
    {
        (this.process, this.group) = (process, group);
        output = new OutputRelay(process.StandardOutput.BaseStream, options.Output);
        error = new OutputRelay(process.StandardError.BaseStream, options.Error);
        Ended = WaitAsync();
    }

    /// <summary>Ends with the exit code, once the output was passed on.</summary>
    internal Task<int> Ended { get; }

    /// <summary>The end of both outputs.</summary>
    internal string Text => $"{output.Tail.Text}\n{error.Tail.Text}";

    /// <summary>The line that says best what went wrong.</summary>
    internal string? TellingLine => error.Tail.TellingLine() ?? output.Tail.TellingLine();

    internal static CommandRun Start(string command, CommandLoadOptions options)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
            ArgumentList = { "-c", command },
        };
        foreach ((string name, string value) in options.Environment ?? ImmutableDictionary<string, string>.Empty)
            start.Environment[name] = value;
        var group = ProcessGroup.Mark(start);
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        group.Root = process;
        return new CommandRun(process, group, options);
    }

    public async ValueTask DisposeAsync()
    {
        await group.StopAsync(CancellationToken.None).ConfigureAwait(false);
        process.Dispose();
    }

    async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(output.Completed, error.Completed), Task.Delay(drainLimit)).ConfigureAwait(false);
        return process.ExitCode;
    }
}
