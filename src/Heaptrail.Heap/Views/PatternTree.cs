using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Patterns of paths as a tree from the root down. The pattern of a node is that of the node before it on its path with one step
/// more, so that each node is looked at once, however many objects lie behind it.
/// </summary>
sealed class PatternTree
{
    /// <summary>The pattern of nodes that nothing holds.</summary>
    internal const int Unheld = 0;

    const int Root = 1;
    const int Unknown = -1;
    const int AnyName = -1;
    // An object with more properties than this that lead to one class is used as a dictionary.
    const int MostOfOneClass = 50;
    const int DeepestPattern = 64;

    readonly IndexedHeap heap;
    readonly HeapGraph graph;
    readonly RootPaths paths;
    readonly int[] patternOf;
    readonly Dictionary<Key, int> numbers = [];
    readonly Dictionary<NodeIndex, Dictionary<int, int>> propertiesOf = [];
    readonly List<Pattern> patterns = [new(default, 0, NodeIndex.None, false), new(default, 0, NodeIndex.Root, true)];

    internal PatternTree(IndexedHeap heap, RootPaths paths)
    {
        this.heap = heap;
        graph = heap.Graph;
        this.paths = paths;
        patternOf = new int[graph.NodeCount];
        patternOf.AsSpan().Fill(Unknown);
        patternOf[0] = Root;
    }

    /// <summary>Number of the pattern of a node.</summary>
    internal int PatternOf(NodeIndex node)
    {
        var below = new Stack<(NodeIndex Node, HeapEdge Edge, NodeIndex Source)>();
        while (patternOf[node.Value] == Unknown)
        {
            if (paths.EdgeTo(node) is not { } edge)
            {
                patternOf[node.Value] = Unheld;
                break;
            }
            NodeIndex source = graph.SourceOf(edge.Index);
            below.Push((node, edge, source));
            node = source;
        }
        int pattern = patternOf[node.Value];
        while (below.TryPop(out var step))
            patternOf[step.Node.Value] = pattern = Extend(pattern, step.Edge, step.Source);
        return pattern;
    }

    /// <summary>The steps of a pattern, from the node up.</summary>
    internal IReadOnlyList<PatternStep> StepsOf(int pattern)
    {
        var steps = new List<PatternStep>();
        for (; pattern > Root; pattern = patterns[pattern].Key.Parent)
        {
            Key key = patterns[pattern].Key;
            steps.Add(new(key.Edge, key.Name == AnyName ? null : graph.Strings[key.Name], patterns[pattern].Example, patterns[pattern].IsOne, key.IsRepeated, key.IsCut));
        }
        return steps;
    }

    int Extend(int parent, HeapEdge edge, NodeIndex source)
    {
        if (parent == Unheld || source == NodeIndex.Root)
            return parent;
        // A store and what it belongs to are one step: the element of an array, the entry of a Map.
        HeapNode from = graph[source];
        if (parent > Root && from.IsStore())
            return parent;
        (EdgeType type, int name) = Generalize(edge, from);
        var key = new Key(parent, type, name, KindOf(from), IsRepeated: false, IsCut: false);
        if (parent > Root && patterns[parent].Key is var last && last.SameStep(key))
            return last.IsRepeated ? parent : NumberOf(last with { IsRepeated = true }, patterns[last.Parent].Depth + 1, source);
        int depth = patterns[parent].Depth + 1;
        if (depth <= DeepestPattern)
            return NumberOf(key, depth, source);
        int end = patterns[parent].Key.IsCut ? patterns[parent].Key.Parent : parent;
        return NumberOf(key with { Parent = end, IsCut = true }, depth, source);
    }

    (EdgeType Type, int Name) Generalize(HeapEdge edge, HeapNode from)
    {
        // The edge from an owner into its store stands for all that the store holds.
        if (edge.Type.IsIndexed() || edge.Target.IsStore() || from.IsStore() || heap.Ephemerons.TableIdOf(edge.Index) is not null)
            return (EdgeType.Element, AnyName);
        return (edge.Type, edge.Type == EdgeType.Property && IsDictionary(from, heap.Classes[edge.TargetIndex]) ? AnyName : edge.NameOrIndex);
    }

    bool IsDictionary(HeapNode from, ClassId ofValues)
    {
        if (from.EdgeCount <= MostOfOneClass)
            return false;
        if (!propertiesOf.TryGetValue(from.Index, out Dictionary<int, int>? counts))
        {
            propertiesOf.Add(from.Index, counts = []);
            foreach (HeapEdge edge in from.Edges)
            {
                if (edge.Type == EdgeType.Property)
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, heap.Classes[edge.TargetIndex].Value, out _)++;
            }
        }
        return counts.GetValueOrDefault(ofValues.Value) > MostOfOneClass;
    }

    // A function is known by its name, everything else by its class.
    long KindOf(HeapNode node) => node.Type is NodeType.Closure or NodeType.Synthetic ? -1L - node.NameIndex : heap.Classes[node.Index].Value;

    int NumberOf(Key key, int depth, NodeIndex example)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out bool known);
        if (!known)
        {
            number = patterns.Count;
            patterns.Add(new(key, depth, example, !key.IsRepeated));
        }
        else if (patterns[number] is { IsOne: true } pattern && pattern.Example != example)
        {
            patterns[number] = pattern with { IsOne = false };
        }
        return number;
    }

    readonly record struct Key(int Parent, EdgeType Edge, int Name, long Kind, bool IsRepeated, bool IsCut)
    {
        internal bool SameStep(Key other) => Edge == other.Edge && Name == other.Name && Kind == other.Kind;
    }

    readonly record struct Pattern(Key Key, int Depth, NodeIndex Example, bool IsOne);
}
