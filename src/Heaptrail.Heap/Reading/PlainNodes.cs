using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads nodes as nearly all are: numbers of up to eight digits, and nothing but zeros behind the number of edges. Name, id, self size
/// and number of edges are read at once.
/// </summary>
ref struct PlainNodes
{
    readonly ref byte places;
    readonly ref NodeType nodeTypes;
    readonly ref int names;
    readonly ref uint ids;
    readonly ref uint sizes;
    readonly ref int firstEdge;
    readonly int nodes;
    readonly ReadOnlySpan<NodeType> types;
    readonly ulong tail;
    readonly ulong tailMask;
    readonly int tailLength;

    /// <summary>Prepares to read.</summary>
    /// <param name="columns">Where the nodes go.</param>
    /// <param name="types">The type of each number of a type.</param>
    /// <param name="fields">Numbers of a node.</param>
    /// <param name="hasLineFeed">Whether a line feed comes before the comma between two records.</param>
    internal PlainNodes(GraphColumns columns, ReadOnlySpan<NodeType> types, int fields, bool hasLineFeed)
    {
        places = ref MemoryMarshal.GetArrayDataReference(DigitRuns.TwoPlaces());
        nodeTypes = ref MemoryMarshal.GetReference(columns.NodeTypes.Span);
        names = ref MemoryMarshal.GetReference(columns.NodeNames.Span);
        ids = ref MemoryMarshal.GetReference(columns.NodeIds.Span);
        sizes = ref MemoryMarshal.GetReference(columns.SelfSizes.Span);
        firstEdge = ref MemoryMarshal.GetReference(columns.FirstEdge.Span);
        nodes = columns.NodeTypes.Length;
        this.types = types;
        Span<byte> behind = stackalloc byte[sizeof(ulong)];
        while (fields > 5 + (tailLength / 2))
        {
            behind[tailLength++] = (byte)',';
            behind[tailLength++] = (byte)'0';
        }
        if (hasLineFeed)
            behind[tailLength++] = (byte)'\n';
        behind[tailLength++] = (byte)',';
        tail = BinaryPrimitives.ReadUInt64LittleEndian(behind);
        tailMask = ulong.MaxValue >> (64 - (8 * tailLength));
    }

    /// <summary>Whether this machine allows it.</summary>
    internal static bool CanRead => Avx2.IsSupported;

    /// <summary>Reads on until a record is not plain, the last node is near, or what follows would not be in the window.</summary>
    /// <param name="bytes">The first byte of the window.</param>
    /// <param name="at">Where the next record begins.</param>
    /// <param name="last">The last place where a record may begin.</param>
    /// <param name="totals">What is summed up over all nodes.</param>
    /// <returns>Where the first record begins that was not read.</returns>
    internal readonly int Read(ref byte bytes, int at, int last, ref NodeTotals totals)
    {
        ref byte record = ref Unsafe.Add(ref bytes, at);
        ref byte end = ref Unsafe.Add(ref bytes, last);
        ref byte order = ref places;
        uint typeCount = (uint)types.Length;
        nuint node = (uint)totals.Nodes;
        nuint nodeCount = (uint)nodes - 1;
        long edges = totals.Edges;
        ulong allSizes = totals.Sizes;
        int highest = totals.HighestName;
        while (!Unsafe.IsAddressGreaterThan(ref record, ref end) && node < nodeCount)
        {
            ulong ends = DigitRuns.NotDigits(Vector256.LoadUnsafe(ref record)) | ((ulong)DigitRuns.NotDigits(Vector256.LoadUnsafe(ref record, 32)) << 32);
            int type = BitOperations.TrailingZeroCount(ends);
            ends &= ends - 1;
            int name = BitOperations.TrailingZeroCount(ends);
            ends &= ends - 1;
            int id = BitOperations.TrailingZeroCount(ends);
            ends &= ends - 1;
            int size = BitOperations.TrailingZeroCount(ends);
            ends &= ends - 1;
            int count = BitOperations.TrailingZeroCount(ends);
            uint ofType = record - (uint)'0';
            ofType = type == 2 ? (ofType * 10) + Unsafe.Add(ref record, 1) - '0' : ofType;
            if ((uint)(type - 1) > 1 || ofType >= typeCount || !ArePlain(type, name, id) || !ArePlain(id, size, count)
                || Unsafe.Add(ref record, type) != (byte)',' || Unsafe.Add(ref record, name) != (byte)','
                || Unsafe.Add(ref record, id) != (byte)',' || Unsafe.Add(ref record, size) != (byte)','
                || (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref record, count)) & tailMask) != tail)
            {
                break;
            }
            var digits = Vector256.Create(
                Vector128.LoadUnsafe(ref record, (nuint)type + 1),
                Vector128.LoadUnsafe(ref record, (nuint)id + 1));
            var orders = Vector256.Create(
                DigitRuns.Order(ref order, name - type - 1, id - name - 1),
                DigitRuns.Order(ref order, size - id - 1, count - size - 1));
            Vector256<ulong> values = DigitRuns.FourValues(digits, orders);
            ulong nameAndId = values.ToScalar();
            ulong sizeAndCount = values.GetUpper().ToScalar();
            Unsafe.Add(ref nodeTypes, node) = Unsafe.Add(ref MemoryMarshal.GetReference(types), ofType);
            Unsafe.Add(ref names, node) = (int)nameAndId;
            Unsafe.Add(ref ids, node) = (uint)(nameAndId >> 32);
            Unsafe.Add(ref sizes, node) = (uint)sizeAndCount;
            allSizes += (uint)sizeAndCount;
            edges += (long)(sizeAndCount >> 32);
            node++;
            Unsafe.Add(ref firstEdge, node) = (int)edges;
            highest = Math.Max(highest, (int)nameAndId);
            record = ref Unsafe.Add(ref record, count + tailLength);
        }
        totals = new((int)node, edges, allSizes, highest);
        return (int)Unsafe.ByteOffset(ref bytes, ref record);
    }

    // Two numbers of one to eight digits each, together in 16 bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ArePlain(int before, int middle, int end) =>
        (uint)(middle - before - 2) < 8 && (uint)(end - middle - 2) < 8 && end - before <= 17;
}

/// <summary>What is summed up while nodes are read.</summary>
record struct NodeTotals(int Nodes, long Edges, ulong Sizes, int HighestName);
