namespace Heaptrail.Cli;

/// <summary>Exit codes of every command, part of the public contract.</summary>
static class ExitCode
{
    /// <summary>Done, nothing leaks.</summary>
    public const int Done = 0;

    /// <summary>A leak was found.</summary>
    public const int Leak = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>Input cannot be read.</summary>
    public const int Input = 3;

    /// <summary>Trouble with the target process.</summary>
    public const int Target = 4;

    /// <summary>A bug of ours.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by the user.</summary>
    public const int Interrupted = 130;
}
