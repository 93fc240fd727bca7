using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>The last check of a file: every name must point at a string. The strings come last, so it cannot be done earlier.</summary>
static class NameCheck
{
    /// <summary>Checks them all.</summary>
    /// <param name="graph">The graph to check.</param>
    /// <param name="offsetOf">Tells where the name of the n-th record of a section stands; only asked when it is wrong.</param>
    internal static void Run(HeapGraph graph, Func<string, long, long> offsetOf)
    {
        uint strings = (uint)graph.Strings.Count;
        ReadOnlySpan<int> nodeNames = graph.NodeNames.Span;
        for (int i = 0; i < nodeNames.Length; i++)
        {
            if (unchecked((uint)nodeNames[i]) >= strings)
                Throw.FieldOutOfRange("node", i, "name", nodeNames[i], strings, offsetOf("nodes", i));
        }
        for (int i = 0; i < graph.EdgeCount; i++)
        {
            uint name = unchecked((uint)graph.NameOf(i));
            if (name >= strings && !graph.TypeOf(i).IsIndexed())
                Throw.FieldOutOfRange("edge", i, "name_or_index", name, strings, offsetOf("edges", i));
        }
    }
}
