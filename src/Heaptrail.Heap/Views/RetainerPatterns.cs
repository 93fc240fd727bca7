using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// How the objects of a class are held, all at once: the short path of each to a root, with objects replaced by their classes and
/// places in a collection by "any", and equal paths counted. A million entries of one Map are one row.
/// </summary>
public static class RetainerPatterns
{
    /// <summary>Finds the rows, most retained bytes first. Linear.</summary>
    public static IReadOnlyList<RetainerPattern> Find(IndexedHeap heap, ClassMembers members)
    {
        var tree = new PatternTree(heap, RootPaths.Build(heap.Graph, heap.Ephemerons));
        var groups = new Dictionary<int, Group>();
        foreach (NodeIndex node in members.Nodes)
        {
            int pattern = tree.PatternOf(node);
            if (!groups.TryGetValue(pattern, out Group? group))
                groups.Add(pattern, group = new(node));
            group.Add(heap.ShallowSizes[node], members.RetainedBytesOf(node));
        }
        return [.. groups.Select(entry => new RetainerPattern(tree.StepsOf(entry.Key), entry.Key != PatternTree.Unheld, entry.Value.Count, entry.Value.ShallowBytes, entry.Value.RetainedBytes, entry.Value.First))
            .OrderByDescending(p => p.RetainedBytes).ThenByDescending(p => p.Count).ThenBy(p => p.Example.Value)];
    }

    sealed class Group(NodeIndex first)
    {
        internal NodeIndex First => first;
        internal long Count { get; private set; }
        internal long ShallowBytes { get; private set; }
        internal long RetainedBytes { get; private set; }

        internal void Add(long shallow, long retained)
        {
            Count++;
            ShallowBytes += shallow;
            RetainedBytes += retained;
        }
    }
}

/// <summary>Objects of a class that are held in the same way.</summary>
/// <param name="Steps">The way, from what holds the objects up to the root.</param>
/// <param name="IsHeld">Whether there is a way at all: weak edges alone hold nothing.</param>
/// <param name="Count">How many objects.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain, without those that another object of the class dominates.</param>
/// <param name="Example">The first of them.</param>
public sealed record RetainerPattern(IReadOnlyList<PatternStep> Steps, bool IsHeld, long Count, long ShallowBytes, long RetainedBytes, NodeIndex Example);

/// <summary>One step of a way: an edge and what it leaves.</summary>
/// <param name="Edge">Type of the edge.</param>
/// <param name="Name">Its name; <see langword="null"/> stands for any: elements of an array, entries of a Map, keys of a dictionary.</param>
/// <param name="Example">The node that the edge leaves on the way of one object.</param>
/// <param name="IsOne">Whether that is the only one: the ways of all the objects meet in it.</param>
/// <param name="IsRepeated">Whether the step stands for one or more equal ones, as in a list.</param>
/// <param name="IsCut">Whether steps between this and the object are left out, because the way is very long.</param>
public sealed record PatternStep(EdgeType Edge, string? Name, NodeIndex Example, bool IsOne, bool IsRepeated, bool IsCut);
