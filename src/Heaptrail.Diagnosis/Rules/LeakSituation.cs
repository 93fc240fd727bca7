using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Everything that a rule may look at: the candidate, its name, and the path from the root to one unit.</summary>
public sealed record LeakSituation
{
    /// <summary>The last snapshot.</summary>
    public required IndexedHeap Heap { get; init; }

    /// <summary>What grows.</summary>
    public required LeakCandidate Candidate { get; init; }

    /// <summary>Its name.</summary>
    public required NamedHolder Named { get; init; }

    /// <summary>The edges from the root to one unit.</summary>
    public required IReadOnlyList<HeapEdge> Path { get; init; }

    /// <summary>Whether requests were counted; otherwise the rounds are slices of time.</summary>
    public required bool PerRequest { get; init; }

    /// <summary>What rules ask about the whole heap.</summary>
    internal HeapFacts Facts { get => field ??= new(Heap.Graph); init; }

    /// <summary>Places in the user's source text.</summary>
    internal SourcePlaces Places { get; init; } = new(NoSources.Instance);

    /// <summary>What the units keep and what says more than they do; <see langword="null"/> when they speak for themselves.</summary>
    internal KeptThing? Kept { get; init; }

    /// <summary>A limit of the holder that it has not reached; <see langword="null"/> when it has none.</summary>
    internal DeclaredLimit? Limit { get; init; }

    /// <summary>The thing that is told as leaked, by its class: a unit, or what the units keep.</summary>
    internal string LeakedClass => Replacing is { } kept ? Heap.Classes.NameOf(kept.Class) : Candidate.FunctionName is { } name ? $"{name}()" : UnitClass;

    /// <summary>The things told as leaked, by generation.</summary>
    internal ClassGrowth Leaked => Replacing?.Growth ?? Candidate.Unit;

    /// <summary>What the units keep, when it is told in their place.</summary>
    internal KeptThing? Replacing => Kept is { } kept && kept.Replaces(this) ? kept : null;

    /// <summary>The object that grows.</summary>
    public HeapNode Anchor => Heap.Graph[Candidate.Anchor(Heap.Graph)];

    /// <summary>One of the leaked objects.</summary>
    public HeapNode Unit => Heap.Graph[Candidate.Unit.Sample];

    /// <summary>Class of the object that grows.</summary>
    public string HolderClass => Heap.Classes.NameOf(Anchor.Index);

    /// <summary>Whether the object that grows is the value of a WeakMap entry, whose key is the named object.</summary>
    public bool IsWeakMapEntry => Path.Any(edge => edge.TargetIndex == Anchor.Index && Heap.Ephemerons.TableIdOf(edge.Index) is not null);

    /// <summary>Class of the leaked objects.</summary>
    public string UnitClass => Heap.Classes.NameOf(Candidate.UnitClass);

    /// <summary>Place of a function in the user's source; <see langword="null"/> when it has none there.</summary>
    internal SourceLocation? PlaceOf(HeapNode function) => Places.OfFunction(Heap.Graph.Locations[function.Index]);

    /// <summary>Whether the text of a function has a name in it; <see langword="null"/> when the text is not known.</summary>
    internal bool? Mentions(HeapNode function, string name) => Places.Mentions(Heap.Graph.Locations[function.Index], name);

    /// <summary>The edges from the object that grows to the unit.</summary>
    public IEnumerable<HeapEdge> PathBelowHolder()
    {
        NodeIndex anchor = Anchor.Index;
        int entered = -1;
        for (int i = 0; i < Path.Count; i++)
        {
            if (Path[i].TargetIndex == anchor)
                entered = i;
        }
        return Path.Skip(entered + 1);
    }
}
