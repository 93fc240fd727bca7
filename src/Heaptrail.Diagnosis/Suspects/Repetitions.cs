using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>Whether functions were made again and again at one place of the source, or each was written once.</summary>
static class Repetitions
{
    const int PerPlace = 4;

    /// <summary>Whether there are at least four functions for each place that they were written at.</summary>
    internal static bool AreOfOnePlace(HeapGraph graph, UnitSet functions)
    {
        var places = new HashSet<int>();
        foreach (int function in functions)
        {
            // All functions of one place share this object (SharedFunctionInfo).
            if (graph[new NodeIndex(function)].Follow(EdgeType.Internal, "shared"u8) is { } shared)
                places.Add(shared.Index.Value);
        }
        return places.Count > 0 && places.Count * PerPlace <= functions.Count;
    }
}
