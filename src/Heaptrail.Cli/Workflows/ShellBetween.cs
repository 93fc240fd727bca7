namespace Heaptrail.Cli.Workflows;

/// <summary>
/// A shell between us and a program that we start and trace: the kernel tells the parent of a process that is traced about each of its
/// stops, and whoever waits for the end of a child takes these for it.
/// </summary>
static class ShellBetween
{
    static readonly string[] shell = ["/bin/sh", "-c", "\"$@\"; exit $?", "sh"];

    /// <summary>The command that starts a command behind a shell.</summary>
    public static string[] And(IEnumerable<string> command) => [.. shell, .. command];
}
