namespace Heaptrail.Heap.Graph;

/// <summary>
/// The stack under which each node was allocated, by the id of its node in the call tree. Only a recording has such ids, and only for
/// what was allocated meanwhile: pages are taken when they are needed, so that other snapshots pay nothing.
/// </summary>
sealed class TraceIdColumn
{
    const int PageBits = 14;

    uint[]?[] pages;

    /// <summary>Several threads may set ids when the number of nodes is given; otherwise the column grows, for one thread.</summary>
    internal TraceIdColumn(int nodes = 0) => pages = new uint[]?[(nodes >> PageBits) + 1];

    /// <summary>Id of a node in the call tree; 0 when the node's stack is not known.</summary>
    internal uint this[int node] => node >> PageBits < pages.Length && pages[node >> PageBits] is { } page ? page[node & ((1 << PageBits) - 1)] : 0;

    internal void Set(int node, uint id)
    {
        int number = node >> PageBits;
        if (number >= pages.Length)
            Array.Resize(ref pages, number * 2);
        uint[]? page = Volatile.Read(ref pages[number]);
        if (page is null)
        {
            var taken = new uint[1 << PageBits];
            page = Interlocked.CompareExchange(ref pages[number], taken, null) ?? taken;
        }
        page[node & ((1 << PageBits) - 1)] = id;
    }
}
