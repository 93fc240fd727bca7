using System.Collections.Immutable;

namespace Heaptrail.Capture.Load;

/// <summary>How <see cref="CommandLoad"/> runs its command.</summary>
public readonly record struct CommandLoadOptions
{
    /// <summary>Receives the command's standard output as it comes; <see langword="null"/> drops it. Not disposed.</summary>
    public Stream? Output { get; init; }

    /// <summary>Receives the command's standard error as it comes; <see langword="null"/> drops it. Not disposed.</summary>
    public Stream? Error { get; init; }

    /// <summary>Folder to run in; that of this process by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set on top of the environment of this process.</summary>
    public ImmutableDictionary<string, string>? Environment { get; init; }
}
