using System.Collections.Immutable;

namespace Heaptrail.Capture.Processes;

/// <summary>How <see cref="TargetProgram.Start"/> starts a program.</summary>
public readonly record struct TargetOptions
{
    /// <summary>Receives the program's standard output byte for byte as it comes; <see langword="null"/> drops it. Not disposed.</summary>
    public Stream? Output { get; init; }

    /// <summary>Receives the program's standard error byte for byte as it comes, without the lines that Node.js writes about the inspector;
    /// <see langword="null"/> drops it. Not disposed.</summary>
    public Stream? Error { get; init; }

    /// <summary>What the program reads on its standard input; nothing by default.</summary>
    public TargetInput Input { get; init; }

    /// <summary>Folder to start in; that of this process by default.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set on top of the environment of this process.</summary>
    public ImmutableDictionary<string, string>? Environment { get; init; }
}
