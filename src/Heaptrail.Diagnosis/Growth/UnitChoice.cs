using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Which of the classes that grow under a holder is the thing leaked, and not its content: the one nearest to the holder, and among
/// equals the one that a person made a class for.
/// </summary>
static class UnitChoice
{
    // Classes of the language and of Node that say nothing about what a program keeps.
    static readonly HashSet<string> Containers =
    [
        "Array", "Object", "Map", "Set", "WeakMap", "WeakSet", "Date", "Promise", "RegExp", "Buffer", "ArrayBuffer", "Uint8Array", "Error",
        "Timeout", "Immediate",
    ];

    internal static (ClassId Class, ClassGrowth Growth) Pick(HeapGraph graph, ClassIndex classes, IEnumerable<(ClassId Class, ClassGrowth Growth)> growing) =>
        growing
            .OrderBy(g => Depth(g.Growth))
            .ThenBy(g => Rank(graph[g.Growth.Sample].Type, classes.NameOf(g.Class)))
            .ThenBy(g => g.Growth.Added)
            .ThenByDescending(g => g.Growth.AddedBytes)
            .First();

    /// <summary>Whether a class is one that somebody made, neither of the language nor a plain object.</summary>
    internal static bool IsOwnClass(NodeType type, string name) => Rank(type, name) == 0;

    /// <summary>Whether a class is one that somebody made or a plain object with fields.</summary>
    internal static bool IsRecord(NodeType type, string name) => Rank(type, name) <= 1;

    // Strings that are keys of the holder are as near as the entries: nearness only separates what follows one another.
    static int Depth(ClassGrowth growth) => Math.Max(1, growth.Depth);

    static int Rank(NodeType type, string name) => type switch
    {
        NodeType.Object when Containers.Contains(name) => 3,
        NodeType.Object when name.StartsWith('{') => 1,
        NodeType.Object or NodeType.Native => 0,
        NodeType.Closure => 2,
        NodeType.RegExp or NodeType.Symbol => 3,
        _ => 4,
    };
}
