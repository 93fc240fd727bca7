using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What is counted of one class while snapshots are compared.</summary>
sealed class ClassTally
{
    readonly List<ClassTotal> totals = [];
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
        ClassTotal sum = totals[snapshot];
        sum.Add(total);
        totals[snapshot] = sum;
    }

    internal void Delete(in ClassTotal total) => deleted.Add(total);

    /// <summary>Takes the new objects of a range of ids, the ranges one after the other.</summary>
    internal void Create(in NewObjects more) => created.Add(more);

    internal ComparedClass ToClass((string Name, ObjectLocation? Location) key, int snapshots)
    {
        Extend(snapshots);
        return new()
        {
            Class = key.Name,
            Location = key.Location,
            Counts = [.. totals.Select(total => total.Count)],
            ShallowBytes = [.. totals.Select(total => total.Bytes)],
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
        while (totals.Count < snapshots)
            totals.Add(default);
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
