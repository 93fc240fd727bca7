using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Sizes in bytes, one per node, in four bytes each. The few of 4 GiB and more (one huge ArrayBuffer) are kept beside the column,
/// so that nothing is lost and nothing is paid for them.
/// </summary>
public sealed class SizeColumn : IDisposable
{
    const uint Large = uint.MaxValue;

    readonly Column<uint> small;
    readonly Dictionary<int, long> large;

    internal SizeColumn(Column<uint> small, Dictionary<int, long> large)
    {
        this.small = small;
        this.large = large;
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

    /// <summary>Adds one entry to another.</summary>
    /// <param name="column">The span of <see cref="Small"/>, which loops take once.</param>
    /// <param name="to">The entry that grows.</param>
    /// <param name="from">The entry that it grows by.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Span<uint> column, int to, int from)
    {
        ulong sum = (ulong)column[to] + column[from];
        // Also when one of the two is kept beside the column.
        if (sum >= Large)
            this[to] += this[from];
        else
            column[to] = (uint)sum;
    }

    /// <summary>Sum of all entries in bytes.</summary>
    public long Sum()
    {
        long sum = 0;
        foreach (uint size in small.Span)
        {
            if (size != Large)
                sum += size;
        }
        foreach (long size in large.Values)
            sum += size;
        return sum;
    }

    internal SizeColumn Copy(ColumnMemory memory) => new(memory.Copy(small), new(large));

    /// <summary>The sizes that fit into four bytes.</summary>
    internal Column<uint> Small => small;

    /// <summary>The others, by node.</summary>
    internal IReadOnlyDictionary<int, long> Larger => large;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => small.Dispose();
}
