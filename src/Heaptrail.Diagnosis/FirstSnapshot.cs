using System.Runtime.InteropServices;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Matching;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

/// <summary>What a diagnosis needs of the first snapshot of a series: what there was of each kind, and what each object held. The graph is not kept.</summary>
public sealed class FirstSnapshot
{
    readonly (long Count, long Bytes)[] types;
    readonly Dictionary<(NodeType Type, string Name), long> kinds;
    readonly IdTable held;

    FirstSnapshot(HeapGraph graph)
    {
        types = new (long, long)[byte.MaxValue + 1];
        kinds = [];
        held = HeldCounts.Of(graph);
        SelfBytes = graph.SelfSizes.Sum();
        var byIndex = new Dictionary<(NodeType Type, int Name), long>();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            ref (long Count, long Bytes) type = ref types[(byte)node.Type];
            type.Count++;
            type.Bytes += node.SelfSize;
            if (HasKinds(node.Type))
                CollectionsMarshal.GetValueRefOrAddDefault(byIndex, (node.Type, node.NameIndex), out _)++;
        }
        // Other programs than V8 may write a name twice.
        foreach (((NodeType type, int name), long count) in byIndex)
            CollectionsMarshal.GetValueRefOrAddDefault(kinds, (type, graph.Strings[name]), out _) += count;
    }

    FirstSnapshot(FirstSnapshot same, IdTable held)
    {
        types = same.types;
        kinds = same.kinds;
        SelfBytes = same.SelfBytes;
        this.held = held;
    }

    /// <summary>Bytes of all objects.</summary>
    public long SelfBytes { get; }

    /// <summary>Reads what is needed. Linear.</summary>
    /// <param name="graph">The graph; it may be disposed afterwards.</param>
    public static FirstSnapshot Of(HeapGraph graph) => new(graph);

    /// <summary>The same with the ids of a later capture.</summary>
    /// <param name="matches">Which object of it is which.</param>
    public FirstSnapshot Renamed(ObjectMatches matches)
    {
        var renamed = new IdTable();
        foreach ((uint before, uint after) in matches.Pairs)
        {
            if (held[before] is not 0 and var count)
                renamed.Set(after, count);
        }
        return new(this, renamed);
    }

    /// <summary>Bytes of the nodes of a type.</summary>
    internal long BytesOf(NodeType type) => types[(byte)type].Bytes;

    /// <summary>Nodes of a type and name; of strings, nodes of the type.</summary>
    internal long CountOf(NodeType type, string name) => HasKinds(type) ? kinds.GetValueOrDefault((type, name)) : types[(byte)type].Count;

    /// <summary>Objects that the one with an id held directly, its stores looked through.</summary>
    internal long HeldBy(long id) => held[id];

    // The name of a string is its text, and nobody asks for V8's own nodes.
    static bool HasKinds(NodeType type) =>
        type is NodeType.Object or NodeType.Closure or NodeType.RegExp or NodeType.Symbol or NodeType.BigInt or NodeType.Native;
}
