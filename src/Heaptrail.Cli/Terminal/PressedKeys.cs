using System.Collections.Concurrent;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Cli.Terminal;

/// <summary>Keys that are pressed while a view is drawn over. A thread waits for them, so that the terminal does not show them.</summary>
sealed class PressedKeys
{
    readonly ConcurrentQueue<char> keys = new();

    PressedKeys() => new Thread(Wait) { IsBackground = true, Name = "keys" }.Start();

    /// <summary>Waits for keys from now on; <see langword="null"/> where none can come: from a pipe, or in the background, where the question alone would stop us.</summary>
    public static PressedKeys? Open(UserTerminal terminal) =>
        terminal.CanRedraw && !Console.IsInputRedirected && ProcessFacts.IsInForeground() ? new() : null;

    /// <summary>The next one; <see langword="null"/> when none is waiting.</summary>
    public char? Next() => keys.TryDequeue(out char key) ? key : null;

    void Wait()
    {
        try
        {
            while (true)
                keys.Enqueue(Console.ReadKey(intercept: true).KeyChar);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal has gone.
        }
    }
}
