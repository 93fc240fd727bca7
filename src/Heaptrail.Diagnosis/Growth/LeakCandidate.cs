using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>An old object under which something grows in every interval.</summary>
public sealed record LeakCandidate
{
    /// <summary>The object that was there from the first snapshot on; of a chain that nobody holds alone, the newest member.</summary>
    public required NodeIndex Holder { get; init; }

    /// <summary>Further holders of the same kind, such as the same property of other objects; the units count for all of them.</summary>
    public IReadOnlyList<NodeIndex> Siblings { get; init; } = [];

    /// <summary>The variable or property of the holder through which everything new is reached, when it is one; its value may be new each time.</summary>
    public EdgeIndex? Slot { get; init; }

    /// <summary>Whether the units hold one another through the slot, and several unrelated objects hold the newest of them.</summary>
    public bool IsChain { get; init; }

    /// <summary>Whether what grows is the one value of the slot, of which there is a longer copy each time.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Class of the thing leaked.</summary>
    public required ClassId UnitClass { get; init; }

    /// <summary>The things leaked, by generation.</summary>
    public required ClassGrowth Unit { get; init; }

    /// <summary>All the things, when nothing but Node.js itself holds them because they are open; otherwise <see langword="null"/>.</summary>
    public IReadOnlyList<NodeIndex>? OpenHandles { get; init; }

    /// <summary>The name that nearly all units have when they are functions; <see langword="null"/> when they have none or several.</summary>
    public string? FunctionName { get; init; }

    /// <summary>Whether the holder points at each unit itself. Otherwise they hang on one another: a list or a chain.</summary>
    public required bool IsDirect { get; init; }

    /// <summary>Whether as many units are left as were ever added: the holder gained what is new and lost nothing.</summary>
    public required bool NothingRemoved { get; init; }

    /// <summary>Whether less is added each time: it may be a leak that slows down or something that fills up.</summary>
    public bool IsSlowing { get; init; }

    /// <summary>What comes along with the units, most first.</summary>
    public IReadOnlyList<(ClassId Class, ClassGrowth Growth)> Contents { get; init; } = [];

    /// <summary>Bytes kept alive, for each snapshot.</summary>
    public IReadOnlyList<long> RetainedBytes { get; init; } = [];

    /// <summary>Other holders of the same units.</summary>
    public int OtherHolders { get; init; }

    /// <summary>Bytes added between the first and the last snapshot.</summary>
    public long AddedBytes => RetainedBytes.Count == 0 ? 0 : RetainedBytes[^1] - RetainedBytes[0];

    /// <summary>Whether a node is the holder or one of its siblings.</summary>
    public bool IsHeldBy(NodeIndex node) => node == Holder || Siblings.Contains(node);

    /// <summary>What holds: the value of the slot, or the holder.</summary>
    public NodeIndex Anchor(HeapGraph graph) => Slot is { } slot ? graph[slot].TargetIndex : Holder;
}
