using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What is counted of one class while snapshots are compared.</summary>
sealed class ClassTally
{
    readonly List<long> counts = [];
    readonly List<long> bytes = [];
    long newCount, newBytes, deletedCount, deletedBytes, survivorCount, survivorBytes;
    NodeIndex example = NodeIndex.None;

    internal static void Extend(List<ClassTally> tallies, int count)
    {
        while (tallies.Count < count)
            tallies.Add(new());
    }

    internal void Add(int snapshot, long size)
    {
        Extend(snapshot + 1);
        counts[snapshot]++;
        bytes[snapshot] += size;
    }

    internal void Delete(long size)
    {
        deletedCount++;
        deletedBytes += size;
    }

    internal void Create(NodeIndex node, long size, bool survived)
    {
        newCount++;
        newBytes += size;
        if (!example.IsSome || (survived && survivorCount == 0))
            example = node;
        if (survived)
        {
            survivorCount++;
            survivorBytes += size;
        }
    }

    internal ComparedClass ToClass((string Name, ObjectLocation? Location) key, int snapshots)
    {
        Extend(snapshots);
        return new()
        {
            Class = key.Name,
            Location = key.Location,
            Counts = counts,
            ShallowBytes = bytes,
            NewCount = newCount,
            NewBytes = newBytes,
            DeletedCount = deletedCount,
            DeletedBytes = deletedBytes,
            SurvivorCount = survivorCount,
            SurvivorBytes = survivorBytes,
            Example = example,
        };
    }

    void Extend(int snapshots)
    {
        while (counts.Count < snapshots)
        {
            counts.Add(0);
            bytes.Add(0);
        }
    }
}
