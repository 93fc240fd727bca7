namespace Heaptrail.Heap.Indices;

/// <summary>Cuts loops over all nodes into parts between which somebody may stop them: a few milliseconds each, so that nothing is lost.</summary>
static class Chunks
{
    /// <summary>Nodes, or steps of about the same cost, between two looks at the token.</summary>
    internal const int Size = 1 << 16;

    /// <summary>Where the chunk that begins here ends.</summary>
    internal static int EndOf(int begin, int length, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return length - begin > Size ? begin + Size : length;
    }
}
