namespace Heaptrail.Heap.Graph;

/// <summary>The columns of a <see cref="CallTree"/> while they are filled.</summary>
sealed class CallTreeColumns
{
    int[] functions = new int[256];
    int[] parents = new int[256];
    long[] counts = new long[256];
    long[] bytes = new long[256];
    uint[] ids = new uint[256];

    internal int Count { get; private set; }

    internal Span<int> Functions => functions.AsSpan(0, Count);

    internal Span<long> Counts => counts.AsSpan(0, Count);

    internal Span<long> Bytes => bytes.AsSpan(0, Count);

    internal Span<uint> Ids => ids.AsSpan(0, Count);

    internal int ParentOf(int node) => parents[node];

    /// <summary>Adds a node; its figures are filled in later.</summary>
    internal int Add(int parent)
    {
        if (Count == functions.Length)
            Grow();
        parents[Count] = parent;
        return Count++;
    }

    internal CallTree Build(IReadOnlyList<AllocationFunction> functionList, bool isSampled = false, ProfileSamples? samples = null) => new()
    {
        Functions = functionList,
        FunctionOf = Functions.ToArray(),
        ParentOf = parents.AsSpan(0, Count).ToArray(),
        Counts = Counts.ToArray(),
        Bytes = Bytes.ToArray(),
        IsSampled = isSampled,
        Samples = samples,
    };

    void Grow()
    {
        int capacity = (int)Math.Min(Array.MaxLength, Count * 2L);
        Array.Resize(ref functions, capacity);
        Array.Resize(ref parents, capacity);
        Array.Resize(ref counts, capacity);
        Array.Resize(ref bytes, capacity);
        Array.Resize(ref ids, capacity);
    }
}
