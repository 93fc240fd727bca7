using System.Buffers;
using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Says what the requests of a load are, and when they are due.</summary>
public interface IRequestSource
{
    /// <summary>The servers.</summary>
    ImmutableArray<HttpOrigin> Origins { get; }

    /// <summary>How many there are; <see langword="null"/> for any number.</summary>
    long? Count { get; }

    /// <summary>When a request is due, from the start; <see langword="null"/> for as soon as there is a free connection.</summary>
    /// <param name="number">From 0 upwards; a later request is not due earlier.</param>
    TimeSpan? DueTime(long number);

    /// <summary>Makes a request.</summary>
    /// <param name="number">From 0 upwards.</param>
    /// <param name="scratch">Room for its bytes, emptied.</param>
    /// <returns>The request; its bytes may lie in <paramref name="scratch"/>.</returns>
    PlannedRequest Make(long number, ArrayBufferWriter<byte> scratch);

    /// <summary>The address of a request, for messages.</summary>
    /// <param name="number">From 0 upwards.</param>
    string UrlOf(long number);
}
