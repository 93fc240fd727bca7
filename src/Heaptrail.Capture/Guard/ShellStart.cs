using System.Diagnostics;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Guard;

/// <summary>
/// Starts a program behind a shell. The kernel tells the parent of a process that is traced about each of its stops, and who waits for the end
/// of a child takes these for it; of a grandchild nobody hears but the shell, which waits for ends only.
/// </summary>
static class ShellStart
{
    static readonly TimeSpan limit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(2);

    // Signals of a terminal go to the shell as well, and it must stay to say how the program has ended: by its exit code, not in words.
    const string Script = "trap : HUP INT QUIT TERM; exec 3>&2 2>/dev/null; (exec \"$@\" 2>&3 3>&-); exit $?";

    /// <summary>The same start behind a shell.</summary>
    internal static ProcessStartInfo Of(ProcessStartInfo start)
    {
        string[] words = [.. start.ArgumentList];
        start.ArgumentList.Clear();
        foreach (string word in (string[])["-c", Script, "sh", start.FileName, .. words])
            start.ArgumentList.Add(word);
        start.FileName = "/bin/sh";
        return start;
    }

    /// <summary>Id of the program; that of the shell when the program has ended already.</summary>
    internal static int ProgramOf(Process shell)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit && !shell.HasExited)
        {
            if (ProcessTree.Descendants(shell.Id) is [int program, ..])
                return program;
            // Blocking: it is there after a millisecond.
            shell.WaitForExit(pollTime);
        }
        return shell.Id;
    }
}
