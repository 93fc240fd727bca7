using System.Numerics;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>What a hash table of V8 belongs to.</summary>
public enum CollectionKind
{
    /// <summary>A Map: keys with values.</summary>
    Map,
    /// <summary>A Set: keys only.</summary>
    Set,
    /// <summary>A WeakMap or WeakSet: keys that are not held, with values.</summary>
    Weak,
}

/// <summary>
/// Where the entries of a collection lie in its table. V8 (ordered-hash-table.h, since 9.4 at least): number of elements, of deleted
/// elements, of buckets, then the buckets, then room for two entries per bucket; an entry is a key, for a Map a value, and a link.
/// The numbers are not in the file, but the size of the table is, and only one number of buckets gives it.
/// </summary>
/// <param name="Kind">What the table belongs to.</param>
/// <param name="First">Index of the first key.</param>
/// <param name="Stride">Indices from one key to the next.</param>
/// <param name="Capacity">Entries that fit.</param>
readonly record struct HashTableLayout(CollectionKind Kind, int First, int Stride, long Capacity)
{
    const int Prefix = 3;
    const int EntriesPerBucket = 2;
    const int MapStride = 3;
    const int SetStride = 2;
    const int WeakStride = 2;

    /// <summary>Works the layout out; <see langword="null"/> when the node is no such table.</summary>
    internal static HashTableLayout? Of(HeapNode table)
    {
        if (table.Type is not (NodeType.Array or NodeType.Hidden or NodeType.Native))
            return null;
        // A FixedArray has two words before its elements; words are 8 bytes in Node.js and 4 in browsers.
        foreach (int word in (ReadOnlySpan<int>)[8, 4])
        {
            if (table.SelfSize % word != 0)
                continue;
            long length = (table.SelfSize / word) - 2;
            if (Buckets(length, MapStride) is { } maps)
                return new(CollectionKind.Map, (int)(Prefix + maps), MapStride, maps * EntriesPerBucket);
            if (Buckets(length, SetStride) is { } sets)
                return new(CollectionKind.Set, (int)(Prefix + sets), SetStride, sets * EntriesPerBucket);
        }
        return null;
    }

    /// <summary>The layout of a WeakMap's table (hash-table.h): three numbers, then keys and values in turn.</summary>
    internal static HashTableLayout OfWeak(HeapNode table)
    {
        long capacity = ((table.SelfSize / 8) - 2 - Prefix) / WeakStride;
        if (!BitOperations.IsPow2(capacity))
            capacity = ((table.SelfSize / 4) - 2 - Prefix) / WeakStride;
        return new(CollectionKind.Weak, Prefix, WeakStride, Math.Max(0, capacity));
    }

    static long? Buckets(long length, int stride)
    {
        long each = 1 + (EntriesPerBucket * stride);
        long buckets = (length - Prefix) / each;
        return buckets > 0 && (length - Prefix) % each == 0 && BitOperations.IsPow2(buckets) && buckets < int.MaxValue / 8 ? buckets : null;
    }
}
