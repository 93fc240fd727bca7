using System.Globalization;
using System.Runtime.CompilerServices;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture;

/// <summary>Builds the exceptions of this assembly, so that every message is found in one place. Each says what, why and what to do.</summary>
static class Trouble
{
    internal static CaptureException CannotStart(string command, string why, Exception? inner = null) =>
        new(CaptureFault.ProgramNotFound, $"cannot start \"{command}\": {why}", inner);

    internal static CaptureException ExitedEarly(int code, TimeSpan after, string? lastLine) =>
        new(CaptureFault.ExitedEarly, $"program {HowEnded(code, after)}" + (code == 0 ? "; it has to keep running while it is measured"
            : lastLine is null ? " without a message on stderr; run it by hand to see why"
            : $": {lastLine}"));

    internal static CaptureException PortNeverOpened(string program, TimeSpan limit, int? port) =>
        new(CaptureFault.PortNeverOpened, port is { } wanted
            ? $"nothing in {program} listened on port {wanted} within {Seconds(limit)}; check the URL, or allow more time with --timeout"
            : $"{program} did not listen on a TCP port within {Seconds(limit)}; name its address with --url, drive it with --load, " +
              "or allow more time with --timeout");

    internal static CaptureException NoNode(string program, TimeSpan limit) =>
        new(CaptureFault.NotNode, $"no Node.js process appeared in {program} within {Seconds(limit)}; give the command that runs node, " +
            "or allow more time with --timeout");

    internal static CaptureException NoSuchProcess(int pid) =>
        new(CaptureFault.NoSuchProcess, $"there is no process {pid}; check the id with: ps -C node");

    internal static CaptureException NotNode(ProcessFacts process) =>
        new(CaptureFault.NotNode, $"process {process.Pid} ({process.Command}) is not Node.js; give the id of the node process itself");

    internal static CaptureException NotOurs(ProcessFacts process) =>
        new(CaptureFault.Permission, $"process {process.Pid} ({process.Command}) belongs to another user; run as that user or as root");

    internal static CaptureException CannotSignal(ProcessFacts process, string why) =>
        new(CaptureFault.InspectorUnavailable, $"cannot open the inspector of process {process.Pid} ({process.Command}): {why}; no signal was sent; " +
            (process.CommandLine.Any(word => word.StartsWith("--permission", StringComparison.Ordinal) || word.StartsWith("--experimental-permission", StringComparison.Ordinal))
                ? "start it without the permission model, or with --allow-inspector where Node.js has it"
                : "start it with --inspect instead"));

    internal static CaptureException OtherNetwork(ProcessFacts process) =>
        new(CaptureFault.InspectorUnavailable, $"process {process.Pid} ({process.Command}) has a network of its own, as in a container: its inspector " +
            "cannot be reached from here; run inside the container, or forward its port 9229 and give the address");

    internal static CaptureException SignalWithoutEffect(ProcessFacts process, TimeSpan limit) =>
        new(CaptureFault.InspectorUnavailable, $"process {process.Pid} ({process.Command}) did not open its inspector within {Seconds(limit)} of SIGUSR1: " +
            "it has a SIGUSR1 handler of its own, or its inspector port is taken; start it with --inspect instead");

    internal static CaptureException NoInspector(string where, string why, Exception? inner = null) =>
        new(CaptureFault.InspectorUnavailable, $"no Node.js inspector answers at {where}: {why}; check the address, or start the program with --inspect", inner);

    internal static CaptureException WrongProcess(int pid, long answered) =>
        new(CaptureFault.InspectorUnavailable, $"the inspector port that should belong to process {pid} is answered by process {answered}; " +
            "close the other inspector and try again");

    internal static CaptureException InspectorLost(string where, string during, Exception? inner) =>
        new(CaptureFault.InspectorLost, $"{where} closed the connection during {during}: it ended or closed its inspector; " +
            "check that it is still running and was not short of memory", inner);

    internal static CaptureException Protocol(string method, string message) =>
        new(CaptureFault.ProtocolError, $"the inspector refused {method}: {OneLine(message)}");

    internal static CaptureException EvaluationFailed(string message) =>
        new(CaptureFault.ProtocolError, $"the target could not be read: {OneLine(message)}");

    internal static CaptureException Busy(string where, string method, TimeSpan limit) =>
        new(CaptureFault.Busy, $"{where} did not answer {method} within {Seconds(limit)}: its main thread is busy; try again when it is idle, " +
            "or allow more time");

    internal static CaptureException SnapshotCut(string partial, CaptureException cause) =>
        new(cause.Fault, $"{cause.Message}; the part received so far is in {partial}", cause);

    internal static CaptureException CannotWrite(string path, Exception cause) =>
        new(cause is UnauthorizedAccessException ? CaptureFault.Permission : CaptureFault.Storage,
            $"cannot write {path}: {OneLine(cause.Message).TrimEnd('.')}; choose another folder or free some space", cause);

    internal static CaptureException Refused(string url, string why, Exception? inner) =>
        new(CaptureFault.Refused, $"{url} refused the connection: {OneLine(why).TrimEnd('.')}; check the address and that the program listens there", inner);

    internal static CaptureException StoppedAnswering(string url, long done, string why, Exception? inner) =>
        new(CaptureFault.Refused, string.Create(CultureInfo.InvariantCulture,
            $"{url} stopped answering after {done:N0} requests: {OneLine(why).TrimEnd('.')}; check whether the program has crashed"), inner);

    internal static CaptureException LoadFailed(string command, string how, string? lastLine) =>
        new(CaptureFault.LoadFailed, $"load command \"{command}\" {how}{(lastLine is null ? "" : $": {lastLine}")}; run it by hand to see why");

    /// <summary>What has /proc: everything that looks at other processes needs it.</summary>
    internal static void RequireLinux([CallerMemberName] string what = "")
    {
        if (!OperatingSystem.IsLinux())
            throw new CaptureException(CaptureFault.Unsupported,
                $"looking into processes ({what}) needs Linux; elsewhere start the program with --inspect and give its address, such as 127.0.0.1:9229");
    }

    internal static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    /// <summary>How a process ended, as the rest of a sentence. .NET reports a death by signal as 128 + signal.</summary>
    internal static string HowEnded(int code, TimeSpan after) => code > 128 && code < 128 + 32
        ? $"was ended by {Signals.NameOf(code - 128)} after {Seconds(after)}"
        : $"exited with code {code} after {Seconds(after)}";

    internal static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
