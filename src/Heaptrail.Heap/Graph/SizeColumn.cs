namespace Heaptrail.Heap.Graph;

/// <summary>
/// Sizes in bytes, one per node, in four bytes each. The few of 4 GiB and more (one huge ArrayBuffer) are kept beside the column,
/// so that nothing is lost and nothing is paid for them.
/// </summary>
public sealed class SizeColumn
{
    const uint Large = uint.MaxValue;

    readonly uint[] small;
    readonly Dictionary<int, long> large;

    internal SizeColumn(uint[] small, Dictionary<int, long> large)
    {
        this.small = small;
        this.large = large;
    }

    internal SizeColumn(int count)
        : this(new uint[count], [])
    {
    }

    /// <summary>Number of entries.</summary>
    public int Count => small.Length;

    /// <summary>Size of a node in bytes.</summary>
    public long this[NodeIndex node] => this[node.Value];

    internal long this[int node]
    {
        get
        {
            uint size = small[node];
            return size != Large ? size : large[node];
        }
        set
        {
            if (value >= Large)
            {
                small[node] = Large;
                large[node] = value;
                return;
            }
            if (small[node] == Large)
                large.Remove(node);
            small[node] = (uint)value;
        }
    }

    /// <summary>Sum of all entries in bytes.</summary>
    public long Sum()
    {
        long sum = 0;
        foreach (uint size in small)
        {
            if (size != Large)
                sum += size;
        }
        foreach (long size in large.Values)
            sum += size;
        return sum;
    }

    internal SizeColumn Copy()
    {
        uint[] copy = GC.AllocateUninitializedArray<uint>(small.Length);
        small.CopyTo(copy, 0);
        return new(copy, new(large));
    }
}
