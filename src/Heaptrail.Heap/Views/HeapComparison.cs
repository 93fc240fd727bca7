using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What differs between the snapshots of one process. Figures of first and last equal the Comparison of Chrome DevTools.</summary>
public sealed record HeapComparison
{
    /// <summary>Classes of which objects came or went between the first and the last snapshot: greatest growth in bytes first.</summary>
    public required IReadOnlyList<ComparedClass> Classes { get; init; }

    /// <summary>
    /// Objects that are in every snapshot and hold more in each: greatest growth of the retained size first. None when a snapshot is
    /// of another process: equal ids are then different objects.
    /// </summary>
    public required IReadOnlyList<GrowingObject> Growing { get; init; }

    /// <summary>For each earlier snapshot, how far its ids belong to other objects than those of the last.</summary>
    public required IReadOnlyList<IdAgreement> Agreement { get; init; }

    /// <summary>Objects that count as new or deleted only because the embedder numbers its objects anew in each snapshot, at most.</summary>
    public required long EmbedderObjects { get; init; }
}

/// <summary>One class in several snapshots.</summary>
public sealed record ComparedClass
{
    /// <summary>Its name.</summary>
    public required string Class { get; init; }

    /// <summary>Where its constructor is declared; <see langword="null"/> when the file does not say.</summary>
    public required ObjectLocation? Location { get; init; }

    /// <summary>Objects with a size of their own in each snapshot.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Sum of their shallow sizes in each snapshot.</summary>
    public required IReadOnlyList<long> ShallowBytes { get; init; }

    /// <summary>Objects in the last snapshot and not in the first.</summary>
    public required long NewCount { get; init; }

    /// <summary>Their shallow sizes.</summary>
    public required long NewBytes { get; init; }

    /// <summary>Objects in the first snapshot and not in the last.</summary>
    public required long DeletedCount { get; init; }

    /// <summary>Their shallow sizes.</summary>
    public required long DeletedBytes { get; init; }

    /// <summary>Objects that came after the first snapshot, were there before the last and still are.</summary>
    public required long SurvivorCount { get; init; }

    /// <summary>Their shallow sizes in the last snapshot.</summary>
    public required long SurvivorBytes { get; init; }

    /// <summary>An object of the last snapshot to look at: a survivor if there is one, or a new one.</summary>
    public required NodeIndex Example { get; init; }

    /// <summary>New objects without deleted ones.</summary>
    public long CountDelta => NewCount - DeletedCount;

    /// <summary>New bytes without deleted ones. Objects in both snapshots count as unchanged, whatever their sizes.</summary>
    public long BytesDelta => NewBytes - DeletedBytes;

    /// <summary>Whether there are more in each snapshot than in the one before.</summary>
    public bool GrowsEveryTime
    {
        get
        {
            for (int i = 1; i < Counts.Count; i++)
            {
                if (Counts[i] <= Counts[i - 1])
                    return false;
            }
            return true;
        }
    }
}

/// <summary>An object that holds more in each snapshot.</summary>
/// <param name="Node">The object in the last snapshot.</param>
/// <param name="References">Edges that leave it or a store of its own, in each snapshot.</param>
/// <param name="RetainedBytes">Its retained size in each snapshot.</param>
public sealed record GrowingObject(NodeIndex Node, IReadOnlyList<long> References, IReadOnlyList<long> RetainedBytes);

/// <summary>How well the ids of two snapshots agree.</summary>
/// <param name="Common">Odd ids that both have. In one process these are the same objects.</param>
/// <param name="Different">How many of them are objects of different kinds, classes or texts.</param>
public readonly record struct IdAgreement(long Common, long Different)
{
    // Measured on Node.js 16 to 26: see docs/diff.md. One process has no more than a few in a thousand.
    const double MostInOneProcess = 0.01;

    /// <summary>Whether the snapshots cannot be of one process.</summary>
    public bool IsOtherProcess => Different > Common * MostInOneProcess;
}
