using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What the pages of <c>heaptrail serve</c> and <c>heaptrail report</c> are about: the captures, and what may be done with them.</summary>
public sealed record SessionView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line: serve, report, find, …</summary>
    public required string Command { get; init; }
    /// <summary>The captures, oldest first where they are compared.</summary>
    public required ImmutableArray<CaptureInfo> Captures { get; init; }
    /// <summary>Numbers of the captures that are compared, oldest first; what the other pages show is the last of them.</summary>
    public required ImmutableArray<int> Compared { get; init; }
    /// <summary>Whether texts of strings are shown; otherwise only their lengths are.</summary>
    public required bool AreValuesShown { get; init; }
    /// <summary>Largest file that may be added, in bytes; 0 when none may.</summary>
    public required long MostUploadBytes { get; init; }
}

/// <summary>One capture.</summary>
/// <param name="Number">What requests call it; it never changes.</param>
/// <param name="File">Path as the user can open it.</param>
/// <param name="Name">The file name alone.</param>
/// <param name="Kind"><c>snapshot</c>, <c>profile</c> for a sampling profile, or <c>core</c>.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="ModifiedAt">When the file was written, UTC.</param>
public sealed record CaptureInfo(int Number, string File, string Name, string Kind, long Bytes, DateTimeOffset? ModifiedAt);

/// <summary>Lines of source text around the places that the findings name.</summary>
public sealed record SourcesView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>The excerpts; none for places whose file is not there.</summary>
    public required ImmutableArray<SourceExcerpt> Excerpts { get; init; }
}

/// <summary>Some lines of a file.</summary>
/// <param name="File">The file as the findings name it.</param>
/// <param name="Line">The line that is meant, from 1.</param>
/// <param name="First">Number of the first of the lines.</param>
/// <param name="Lines">The lines, each at most 200 characters.</param>
public sealed record SourceExcerpt(string File, int Line, int First, ImmutableArray<string> Lines);

/// <summary>Why a request of a page was refused.</summary>
/// <param name="Error">One sentence: what is wrong, and what to do.</param>
public sealed record RefusalView(string Error);
