using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads edges two at a time from 64 bytes, as far as their numbers have up to eight digits. To find where a record ends takes longer
/// than to read it, so two records for one search are nearly twice as fast as one.
/// </summary>
ref struct EdgePairs
{
    const int DivisionBits = 34;
    const uint TypeAndComma = '0' | (',' << 8);

    readonly ref byte places;
    readonly ref uint labels;
    readonly ref uint targets;
    readonly ReadOnlySpan<EdgeTypeBits> types;
    readonly int edges;
    readonly Vector256<uint> nodeFields;
    readonly Vector256<uint> reciprocal;
    readonly uint nodes;
    Vector256<ulong> remainders;
    Vector256<uint> highestNode;

    internal EdgePairs(GraphColumns columns, ReadOnlySpan<EdgeTypeBits> types, int nodeFields, byte[] places)
    {
        this.places = ref MemoryMarshal.GetArrayDataReference(places);
        labels = ref MemoryMarshal.GetReference(columns.EdgeLabels.Span);
        targets = ref MemoryMarshal.GetReference(columns.EdgeTargets.Span);
        edges = columns.EdgeLabels.Length;
        this.types = types;
        this.nodeFields = Vector256.Create((uint)nodeFields);
        // For n under 2^31 and d up to 7, n * (2^34 / d + 1) / 2^34 is n / d: the error is under n * d / 2^34.
        reciprocal = Vector256.Create((uint)((1UL << DivisionBits) / (uint)nodeFields) + 1);
        nodes = (uint)columns.NodeTypes.Length;
    }

    /// <summary>Whether this machine and this number of fields of a node allow it.</summary>
    internal static bool CanRead(int nodeFields) => Avx2.IsSupported && nodeFields >= 5;

    /// <summary>Whether some target was no node. Nothing of what was read may then be used.</summary>
    internal readonly bool IsIrregular =>
        remainders != Vector256<ulong>.Zero || Vector256.GreaterThanOrEqualAny(highestNode, Vector256.Create(nodes));

    /// <summary>Reads on until a record is not plain, the last edge is near, or what follows would not be in the window.</summary>
    /// <param name="bytes">The first byte of the window.</param>
    /// <param name="at">Where the next record begins.</param>
    /// <param name="last">The last place where a record may begin.</param>
    /// <param name="separator">Bytes between two records: a comma, or a line feed and a comma.</param>
    /// <param name="edge">The number of the next edge.</param>
    /// <param name="highest">The highest index of a string.</param>
    /// <returns>Where the first record begins that was not read.</returns>
    internal int Read(ref byte bytes, int at, int last, int separator, ref int edge, ref uint highest)
    {
        ref byte record = ref Unsafe.Add(ref bytes, at);
        ref byte end = ref Unsafe.Add(ref bytes, last);
        ref EdgeTypeBits ofType = ref MemoryMarshal.GetReference(types);
        uint typeCount = (uint)types.Length;
        uint separatorBits = separator == 1 ? ',' : (uint)('\n' | (',' << 8));
        uint separatorMask = separator == 1 ? 0xFFu : 0xFFFF;
        ref byte order = ref places;
        ref uint label = ref Unsafe.Add(ref labels, edge);
        ref uint target = ref Unsafe.Add(ref targets, edge);
        ref uint behind = ref Unsafe.Add(ref labels, edges - 1);
        uint highestName = highest;
        Vector256<ulong> odd = remainders;
        Vector256<uint> most = highestNode;
        while (!Unsafe.IsAddressGreaterThan(ref record, ref end) && Unsafe.IsAddressLessThan(ref label, ref behind))
        {
            ulong ends = DigitRuns.NotDigits(Vector256.LoadUnsafe(ref record)) | ((ulong)DigitRuns.NotDigits(Vector256.LoadUnsafe(ref record, 32)) << 32);
            ulong rest = ends & ~3UL;
            int name1 = BitOperations.TrailingZeroCount(rest);
            int end1 = BitOperations.TrailingZeroCount(rest & (rest - 1));
            ref byte second = ref Unsafe.Add(ref record, end1 + separator);
            rest = (ends >> (end1 + separator)) & ~3UL;
            int name2 = BitOperations.TrailingZeroCount(rest);
            int end2 = BitOperations.TrailingZeroCount(rest & (rest - 1));
            uint type1 = Unsafe.ReadUnaligned<ushort>(ref record) - TypeAndComma;
            uint type2 = Unsafe.ReadUnaligned<ushort>(ref second) - TypeAndComma;
            if (!IsPlain(name1, end1) || !IsPlain(name2, end2) || type1 >= typeCount || type2 >= typeCount
                || Unsafe.Add(ref record, name1) != (byte)',' || Unsafe.Add(ref second, name2) != (byte)','
                || (Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref record, end1)) & separatorMask) != separatorBits
                || (Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref second, end2)) & separatorMask) != separatorBits)
            {
                break;
            }
            var digits = Vector256.Create(Vector128.LoadUnsafe(ref record, 2), Vector128.LoadUnsafe(ref second, 2));
            var orders = Vector256.Create(DigitRuns.Order(ref order, name1 - 2, end1 - name1 - 1), DigitRuns.Order(ref order, name2 - 2, end2 - name2 - 1));
            Vector256<ulong> values = DigitRuns.FourValues(digits, orders);
            Vector256<ulong> positions = values >> 32;
            Vector256<ulong> found = Avx2.Multiply(positions.AsUInt32(), reciprocal) >> DivisionBits;
            odd |= Avx2.Multiply(found.AsUInt32(), nodeFields) ^ positions;
            most = Vector256.Max(most, found.AsUInt32());
            ref EdgeTypeBits bits1 = ref Unsafe.Add(ref ofType, (int)type1);
            ref EdgeTypeBits bits2 = ref Unsafe.Add(ref ofType, (int)type2);
            uint firstName = (uint)values.ToScalar();
            uint secondName = (uint)values.GetUpper().ToScalar();
            label = bits1.Label | firstName;
            Unsafe.Add(ref label, 1) = bits2.Label | secondName;
            target = bits1.Target | (uint)found.ToScalar();
            Unsafe.Add(ref target, 1) = bits2.Target | (uint)found.GetUpper().ToScalar();
            highestName = Math.Max(highestName, Math.Max(firstName & bits1.Name, secondName & bits2.Name));
            label = ref Unsafe.Add(ref label, 2);
            target = ref Unsafe.Add(ref target, 2);
            record = ref Unsafe.Add(ref second, end2 + separator);
        }
        remainders = odd;
        highestNode = most;
        highest = highestName;
        edge = (int)(Unsafe.ByteOffset(ref labels, ref label) / sizeof(uint));
        return (int)Unsafe.ByteOffset(ref bytes, ref record);
    }

    // Name and target have one to eight digits and are together in 16 bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsPlain(int name, int end) => (uint)(name - 3) < 8 && (uint)(end - name - 2) < 8 && end <= 18;
}

/// <summary>What an edge's columns get for its type, and the bits of its name that point at a string.</summary>
readonly record struct EdgeTypeBits(uint Label, uint Target, uint Name);
