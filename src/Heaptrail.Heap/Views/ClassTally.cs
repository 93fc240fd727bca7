using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What is counted of one class while snapshots are compared.</summary>
sealed class ClassTally
{
    readonly List<long> counts = [];
    readonly List<long> bytes = [];
    ClassTotal deleted;
    NewObjects created;

    internal static void Extend(List<ClassTally> tallies, int count)
    {
        while (tallies.Count < count)
            tallies.Add(new());
    }

    internal void Add(int snapshot, in ClassTotal total)
    {
        Extend(snapshot + 1);
        counts[snapshot] += total.Count;
        bytes[snapshot] += total.Bytes;
    }

    internal void Delete(in ClassTotal total) => deleted.Add(total);

    /// <summary>Takes the new objects of a range of ids, the ranges one after the other.</summary>
    internal void Create(in NewObjects more) => created.Add(more);

    /// <summary>Whether objects came or went.</summary>
    internal bool IsChanged => created.All.Count > 0 || deleted.Count > 0;

    internal ComparedClass ToClass(ClassKey key, int snapshots)
    {
        Extend(snapshots);
        return new()
        {
            Class = key.Name,
            Location = key.Location,
            Counts = counts,
            ShallowBytes = bytes,
            NewCount = created.All.Count,
            NewBytes = created.All.Bytes,
            DeletedCount = deleted.Count,
            DeletedBytes = deleted.Bytes,
            SurvivorCount = created.Survivors.Count,
            SurvivorBytes = created.Survivors.Bytes,
            Example = created.Example,
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

/// <summary>Objects of one class that the first snapshot lacks.</summary>
struct NewObjects
{
    // One more than the node, so that a new value has none.
    int first;
    int firstSurvivor;

    internal ClassTotal All;
    internal ClassTotal Survivors;

    /// <summary>The survivor with the lowest id, or else the object with it.</summary>
    internal readonly NodeIndex Example => new((firstSurvivor != 0 ? firstSurvivor : first) - 1);

    internal void Add(int node, long bytes, bool survived)
    {
        All.Count++;
        All.Bytes += bytes;
        first = first != 0 ? first : node + 1;
        if (!survived)
            return;
        Survivors.Count++;
        Survivors.Bytes += bytes;
        firstSurvivor = firstSurvivor != 0 ? firstSurvivor : node + 1;
    }

    internal void Add(in NewObjects other)
    {
        All.Add(other.All);
        Survivors.Add(other.Survivors);
        first = first != 0 ? first : other.first;
        firstSurvivor = firstSurvivor != 0 ? firstSurvivor : other.firstSurvivor;
    }
}
