namespace Heaptrail.Heap.Graph;

/// <summary>Source positions of functions and class instances: two columns sorted by node, searched by bisection.</summary>
public sealed class LocationTable
{
    readonly int[] nodes;
    readonly ObjectLocation[] locations;

    internal LocationTable(int[] nodes, ObjectLocation[] locations)
    {
        // V8 writes them in order of the nodes.
        if (!IsSorted(nodes))
            Array.Sort(nodes, locations);
        this.nodes = nodes;
        this.locations = locations;
    }

    /// <summary>Number of nodes with a position.</summary>
    public int Count => nodes.Length;

    /// <summary>Position of a node's function or constructor; <see langword="null"/> when the file does not say.</summary>
    public ObjectLocation? this[NodeIndex node] => Array.BinarySearch(nodes, node.Value) is >= 0 and var i ? locations[i] : null;

    static bool IsSorted(int[] nodes)
    {
        for (int i = 1; i < nodes.Length; i++)
        {
            if (nodes[i - 1] > nodes[i])
                return false;
        }
        return true;
    }
}
