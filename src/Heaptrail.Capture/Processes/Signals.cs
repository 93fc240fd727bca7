using System.Runtime.InteropServices;

namespace Heaptrail.Capture.Processes;

/// <summary>Sends POSIX signals.</summary>
static partial class Signals
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;
    internal const int Usr1 = 10;   // Linux; the BSDs and macOS use 30
    internal const int Terminate = 15;

    /// <summary>Sends a signal.</summary>
    /// <returns>0 when it was sent, otherwise the error number: 1 = not permitted, 3 = no such process.</returns>
    internal static int Send(int pid, int signal)
    {
        // 0, -1 and below would reach whole process groups.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        return SendSignal(pid, signal) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    /// <summary>The number of a signal that may be sent to end a process; 0 for others.</summary>
    internal static int EndingBy(string name) => name switch { "SIGINT" => Interrupt, "SIGTERM" => Terminate, "SIGHUP" => 1, "SIGQUIT" => 3, _ => 0 };

    /// <summary>The name of a signal for messages.</summary>
    internal static string NameOf(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        9 => "SIGKILL",
        10 => "SIGUSR1",
        11 => "SIGSEGV",
        12 => "SIGUSR2",
        15 => "SIGTERM",
        _ => $"signal {signal}",
    };
}
