namespace Heaptrail.Capture.Load.Http;

/// <summary>A request that is ready to be sent.</summary>
/// <param name="Origin">Number of the server in <see cref="IRequestSource.Origins"/>.</param>
/// <param name="Bytes">All of it. Valid until the next one is made for the same connection.</param>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="RecordedStatus">The status that it had when it was recorded; <see langword="null"/> when it was not.</param>
public readonly record struct PlannedRequest(int Origin, ReadOnlyMemory<byte> Bytes, string Method, int? RecordedStatus)
{
    internal bool IsHead => Method == "HEAD";

    /// <summary>Whether it may be sent twice (RFC 9110, 9.2.2).</summary>
    internal bool IsIdempotent => Method is "GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS" or "TRACE";
}
