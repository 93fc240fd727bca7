using System.CommandLine;
using System.Runtime.InteropServices;
using Heaptrail.Capture;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Saving;
using Heaptrail.Postmortem;

namespace Heaptrail.Cli.Commands;

/// <summary>Runs a command: interruption, expected trouble and bugs all end in one line and an exit code.</summary>
static class CommandRunner
{
    /// <summary>Runs the work of a command.</summary>
    /// <param name="parsed">Options of the terminal are read from it.</param>
    /// <param name="work">Returns the exit code.</param>
    public static async Task<int> RunAsync(ParseResult parsed, Func<UserTerminal, CancellationToken, Task<int>> work)
    {
        using UserTerminal terminal = UserTerminal.Open(TerminalChoices.Read(parsed));
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            return await work(terminal, interrupted.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            terminal.Error("interrupted; files written so far stay");
            return ExitCode.Interrupted;
        }
        catch (UsageException e)
        {
            terminal.Error(e.Message);
            terminal.Note($"Try 'heaptrail{CommandPath.Of(parsed.CommandResult)} --help'.");
            return ExitCode.Usage;
        }
        catch (UnreadableFileException e)
        {
            terminal.Error(e.Message);
            return ExitCode.Input;
        }
        catch (Exception e) when (IndexDamage.In(e) is { } damage)
        {
            terminal.Error($"{damage.Message}; --no-index does without it");
            return ExitCode.Input;
        }
        catch (CaptureException e)
        {
            terminal.Error(e.Message);
            return ExitCode.Target;
        }
        catch (Exception e)
        {
            terminal.Error($"this is a bug in heaptrail {ProductVersion.Text}, please report it with what follows and the command line\n{e}");
            return ExitCode.Bug;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }
}

/// <summary>A file that the user named cannot be used. The message is one line: which file, what, where.</summary>
sealed class UnreadableFileException(string path, Exception inner)
    : Exception($"cannot read {path}: {Reason(inner)}", inner)
{
    /// <summary>Runs something that reads a file and names the file when it fails.</summary>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is SnapshotFormatException or HeapReadException or UnauthorizedAccessException or OutOfMemoryException or InvalidDataException or IOException and not IndexFormatException)
        {
            throw new UnreadableFileException(path, e);
        }
    }

    static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        SnapshotFormatException { IsCutOff: true } when SnapshotChoices.AreOffered => $"{e.Message}; --salvage reads what is left of it",
        OutOfMemoryException => "it is larger than the memory of this machine or container",
        UnauthorizedAccessException => "it is a folder, or its permissions forbid it",
        _ => e.Message,
    };
}
