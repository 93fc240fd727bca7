using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// What the plain objects of a heap are called: the property lists that are common enough to be classes, most common first. A heap
/// that is compared with another is classified by the definitions of the newer one, or equal objects would have different classes.
/// </summary>
public sealed class InterfaceDefinitions
{
    internal InterfaceDefinitions(IReadOnlyList<InterfaceDefinition> items) => Items = items;

    internal IReadOnlyList<InterfaceDefinition> Items { get; }

    /// <summary>Finds the definitions of a heap. Linear.</summary>
    public static InterfaceDefinitions Find(HeapGraph graph) => new InterfaceNames(graph).Definitions;
}

/// <summary>One class of plain objects.</summary>
/// <param name="Name">Its name, <c>{url, date}</c>.</param>
/// <param name="Properties">Names of the properties that an object of it has, in the order of the first such object.</param>
sealed record InterfaceDefinition(string Name, IReadOnlyList<string> Properties);
