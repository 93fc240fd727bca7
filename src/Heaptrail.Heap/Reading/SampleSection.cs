using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>samples</c> section: one mark about each 50 ms of a recording.</summary>
static class SampleSection
{
    internal static List<AllocationSample> Read(ByteCursor cursor, SnapshotHeader header, SnapshotLimits limits)
    {
        var samples = new List<AllocationSample>();
        NumberRecords.Read(cursor, header.SampleFields, record =>
        {
            samples.Add(new(record[header.SampleTime], record[header.SampleLastId]));
            if (samples.Count > limits.MaxSamples)
                Throw.LimitExceeded("samples", samples.Count, limits.MaxSamples, cursor.Offset);
        });
        return samples;
    }
}
