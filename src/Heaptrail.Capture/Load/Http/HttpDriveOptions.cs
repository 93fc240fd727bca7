namespace Heaptrail.Capture.Load.Http;

/// <summary>How <see cref="HttpDriver"/> sends its requests.</summary>
public readonly record struct HttpDriveOptions()
{
    /// <summary>Connections at a time; 10 by default. Each has one request under way at most.</summary>
    public int Connections { get; init; } = 10;

    /// <summary>Requests to send; <see langword="null"/> for any number within <see cref="Duration"/>.</summary>
    public long? Requests { get; init; }

    /// <summary>How long new requests are sent; <see langword="null"/> for until all are sent.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long one request may take; 30 seconds by default.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the answers must be like.</summary>
    public Expectation Expected { get; init; } = Expectation.None;

    /// <summary>Whether the server counts as gone, and the load ends, when it refuses 200 connections in a row. Otherwise they are failures like others.</summary>
    public bool IsPatient { get; init; }
}
