using System.Runtime.InteropServices;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// Objects that point at many objects of one class: a Map with its values, an array with its elements, an object used as a dictionary,
/// a list of listeners. Stores are looked through.
/// </summary>
sealed class HeldGroups(IndexedHeap heap, NodeRoles roles, RootPaths paths)
{
    /// <summary>Above this Node.js itself warns of too many listeners (EventEmitter.defaultMaxListeners).</summary>
    internal const int MostListeners = 10;

    /// <summary>Fewer are what every program has.</summary>
    internal const int FewestMembers = 50;

    // All members are of the second generation, as if the first snapshot had been empty.
    internal const int Generations = 2;

    readonly HeapGraph graph = heap.Graph;
    readonly int prototype = heap.Graph.Strings.IndexOf("__proto__"u8);
    readonly int constructor = heap.Graph.Strings.IndexOf("constructor"u8);
    // The object itself and its stores, for those that point at many.
    readonly Dictionary<int, List<NodeIndex>> sources = [];

    /// <summary>Finds the groups, one for each holder or kind of holder.</summary>
    internal IEnumerable<LeakCandidate> Find()
    {
        FindHoldersOfMany();
        var table = new Dictionary<int, Dictionary<ClassId, ClassGrowth>>();
        foreach ((NodeIndex owner, NodeIndex member) in Pairs(sources.Values.SelectMany(source => source)))
        {
            ref Dictionary<ClassId, ClassGrowth>? classes = ref CollectionsMarshal.GetValueRefOrAddDefault(table, owner.Value, out _);
            ref ClassGrowth? members = ref CollectionsMarshal.GetValueRefOrAddDefault(classes ??= [], heap.Classes[member], out _);
            (members ??= new(Generations)).Add(member, Generations, OwnBytes(owner, member), 1);
        }
        IEnumerable<HolderGrowth> found = table.OrderBy(row => row.Key)
            .Select(row => new HolderGrowth(new(row.Key), [.. row.Value.OrderBy(c => c.Key.Value).Select(c => (c.Key, c.Value))]));
        foreach (List<HolderGrowth> kind in new HolderKinds(heap, paths).Group(found))
        {
            if (Candidate(kind) is { } candidate)
                yield return candidate;
        }
    }

    /// <summary>The units that a candidate's holders hold, each once.</summary>
    internal UnitSet UnitsOf(LeakCandidate candidate) =>
        UnitSet.Of(graph, Pairs(candidate.Siblings.Prepend(candidate.Holder).SelectMany(holder => sources[holder.Value]))
            .Where(p => heap.Classes[p.Member] == candidate.UnitClass).Select(p => p.Member));

    LeakCandidate? Candidate(List<HolderGrowth> kind)
    {
        int fewest = Listeners.AreOn(graph, paths, kind[0].Holder) ? MostListeners + 1 : FewestMembers;
        List<(ClassId Class, ClassGrowth Growth)> many = [.. Together(kind).Where(c => c.Growth.Added >= fewest)];
        if (many.Count == 0)
            return null;
        (ClassId unit, ClassGrowth members) = UnitChoice.Pick(graph, heap.Classes, many);
        List<NodeIndex> of = [.. kind.Where(h => h.Classes.Any(c => c.Class == unit)).Select(h => h.Holder)];
        return new() { Holder = of[0], Siblings = of[1..], UnitClass = unit, Unit = members, IsDirect = true, NothingRemoved = false, RetainedBytes = [0, members.AddedBytes] };
    }

    static IEnumerable<(ClassId Class, ClassGrowth Growth)> Together(List<HolderGrowth> kind) => kind.Count == 1
        ? kind[0].Classes
        : kind.SelectMany(h => h.Classes).GroupBy(row => row.Class).OrderBy(rows => rows.Key.Value).Select(rows =>
        {
            var sum = new ClassGrowth(Generations);
            foreach ((_, ClassGrowth growth) in rows)
                sum.Add(growth);
            return (rows.Key, sum);
        });

    // Hubs with a million edges exist, but few objects have many, so they are counted before anything is kept for them.
    void FindHoldersOfMany()
    {
        var counts = new int[graph.NodeCount];
        for (int i = 0; i < counts.Length; i++)
        {
            NodeIndex owner = roles.OwnerOf(new(i));
            if (!roles.CanHold(owner))
                continue;
            foreach (HeapEdge edge in graph[new NodeIndex(i)].Edges)
                counts[owner.Value] += IsHeld(edge, owner) ? 1 : 0;
        }
        for (int i = 0; i < counts.Length; i++)
        {
            NodeIndex owner = roles.OwnerOf(new(i));
            if (counts[owner.Value] > MostListeners)
                (CollectionsMarshal.GetValueRefOrAddDefault(sources, owner.Value, out _) ??= []).Add(new(i));
        }
    }

    // A property that lies in a table of its own is told twice: by the object and by the table.
    IEnumerable<(NodeIndex Owner, NodeIndex Member)> Pairs(IEnumerable<NodeIndex> from)
    {
        var pairs = new List<long>();
        foreach (NodeIndex source in from)
        {
            NodeIndex owner = roles.OwnerOf(source);
            foreach (HeapEdge edge in graph[source].Edges)
            {
                if (IsHeld(edge, owner))
                    pairs.Add(((long)owner.Value << 32) | (uint)edge.TargetIndex.Value);
            }
        }
        pairs.Sort();
        long previous = -1;
        foreach (long pair in pairs)
        {
            if (pair != previous)
                yield return (new((int)(pair >> 32)), new((int)(pair & int.MaxValue)));
            previous = pair;
        }
    }

    bool IsHeld(HeapEdge edge, NodeIndex owner) =>
        edge.Type is not (EdgeType.Weak or EdgeType.Shortcut) && roles.IsCounted(edge.TargetIndex) && edge.TargetIndex != owner
            && heap.Ephemerons.PartOf(edge.Index) != EphemeronPart.Table && !IsOfTheLanguage(edge);

    bool IsOfTheLanguage(HeapEdge edge) => edge.Type == EdgeType.Property && (edge.NameOrIndex == prototype || edge.NameOrIndex == constructor);

    long OwnBytes(NodeIndex owner, NodeIndex member) =>
        roles.OwnerOf(heap.Dominators[member]) == owner ? heap.RetainedSizes[member] : heap.ShallowSizes[member];
}
