using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Cli.Terminal;

/// <summary>What another program or the shell gives to this one.</summary>
static class StandardInput
{
    /// <summary>Opens it: a file that can be read out of order if the shell gave one, otherwise a pipe.</summary>
    /// <exception cref="UsageException">It is a keyboard.</exception>
    public static Stream Open()
    {
        if (!Console.IsInputRedirected)
            throw new UsageException("- reads a snapshot from standard input, and nothing is piped into it");
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardInput();
        try
        {
            return new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardInput();
        }
    }
}
