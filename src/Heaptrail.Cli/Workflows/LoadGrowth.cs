using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>How much more a server holds with a thousand requests more.</summary>
/// <param name="PerThousandRequests">Bytes; <see langword="null"/> when not known.</param>
/// <param name="Method"><c>collections</c> or <c>ends</c>; <see langword="null"/> when not known.</param>
readonly record struct LoadGrowth(double? PerThousandRequests, string? Method)
{
    const int LeastCollections = 8;

    /// <summary>
    /// Judges the floors of a load. Enough full collections during the load give the median of the slopes between them, without the first fifth, in
    /// which a server warms up. Otherwise there are only the ends, warming up included.
    /// </summary>
    /// <param name="before">After a collection before the load.</param>
    /// <param name="after">After a collection after the load.</param>
    /// <param name="requests">Requests of the load.</param>
    /// <param name="during">Collections during the load with the requests served until then.</param>
    public static LoadGrowth Of(FloorReading? before, FloorReading? after, long requests, IReadOnlyList<(double Requests, FloorReading Floor)> during)
    {
        SeriesPoint[] points = [.. during.Where(one => one.Requests >= requests * 0.2).Select(one => new SeriesPoint(one.Requests, Held(one.Floor)))];
        if (points.Length >= LeastCollections)
            return new(TrendFit.Of(points).Slope * 1000, "collections");
        return before is null || after is null || requests == 0 ? default : new((Held(after) - Held(before)) * 1000.0 / requests, "ends");
    }

    /// <summary>What is held: the heap, and what JavaScript objects hold outside of it.</summary>
    public static long Held(FloorReading floor) => floor.HeapUsed + (floor.External ?? 0);
}
