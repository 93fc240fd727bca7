using System.Collections.Immutable;

namespace Heaptrail.Capture.Guard;

/// <summary>How a program is kept running.</summary>
public sealed record GuardOptions
{
    /// <summary>The command that starts it.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Folder for the socket and the scripts; it exists, and only its owner may enter it.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether somebody watches the process for a crash: then a shell stands between it and its guard.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Worker processes that share its ports; 0 for one process without a primary.</summary>
    public int Workers { get; init; }

    /// <summary>Whether the replacement starts before the old process ends; without <see cref="Workers"/> the program has to listen with <c>reusePort</c>.</summary>
    public bool Overlaps { get; init; }

    /// <summary>Whether a process is up when it has sent the message <c>ready</c>, and not when it listens.</summary>
    public bool WaitsForReady { get; init; }

    /// <summary>How long a process may take to be up; 30 seconds by default. One that serves nothing counts as up after <see cref="QuietTime"/>.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time a process that lives and listens nowhere counts as up.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long connections may run out and the process clean up before it is killed; 10 seconds by default.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The signal that asks a process to end; SIGTERM by default.</summary>
    public string Signal { get; init; } = "SIGTERM";
}
