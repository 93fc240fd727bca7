using Heaptrail.Heap.Graph;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Where the objects of a graph lie in the memory of the process, as debuggers write it: without V8's tag.</summary>
public sealed class ObjectAddresses
{
    readonly NodeNumbers numbers;

    internal ObjectAddresses(NodeNumbers numbers) => this.numbers = numbers;

    /// <summary>Address of an object; <see langword="null"/> for nodes that are no object of V8: groups of roots, memory of buffers.</summary>
    public ulong? this[NodeIndex node] => numbers.AddressOf(node.Value);

    /// <summary>
    /// Addresses of all nodes in their order, to recognise objects in a later capture: 0 for objects that V8 moves at the next small
    /// collection, and for nodes that are no object of V8. The others rise.
    /// </summary>
    /// <param name="count">Number of nodes.</param>
    public ulong[] Lasting(int count)
    {
        var addresses = new ulong[count];
        int node = numbers.First;
        foreach (ulong pointer in numbers.Pointers())
            addresses[node++] = numbers.IsYoung(pointer) ? 0 : pointer - 1;
        return addresses;
    }

    /// <summary>Finds a live object.</summary>
    /// <param name="address">Its address, with or without V8's tag.</param>
    /// <param name="node">The object.</param>
    public bool TryFind(ulong address, out NodeIndex node)
    {
        int number = numbers.Of((address & ~7UL) + 1);
        node = new(Math.Max(number, 0));
        return number >= 0;
    }
}
