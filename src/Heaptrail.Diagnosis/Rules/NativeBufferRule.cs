using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are ArrayBuffers or views of them: most of their bytes lie outside the JavaScript heap.</summary>
sealed class NativeBufferRule : ILeakRule
{
    static readonly HashSet<string> Buffers =
    [
        "Buffer", "FastBuffer", "ArrayBuffer", "SharedArrayBuffer", "DataView", "Uint8Array", "Uint8ClampedArray", "Int8Array", "Uint16Array", "Int16Array",
        "Uint32Array", "Int32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
    ];

    public string Id => "buffer-grows";

    public LeakCause Cause => LeakCause.NativeBuffer;

    // The bytes of a small array lie in the array itself; who keeps many of those keeps objects like any other.
    public bool Explains(LeakSituation situation) =>
        Buffers.Contains(situation.UnitClass) && (!situation.Candidate.IsDirect || UnitSamples.Of(situation).Any(unit => BytesOf(unit) > 0));

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps buffers",
        situation.Candidate.IsDirect ? $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}" : $"kept by {Phrases.HolderOf(situation)}",
        "Let go of buffers when their work is over; copy the few bytes that must stay (Buffer.from) instead of keeping a view of the whole.",
        Detail(situation));

    static string Detail(LeakSituation situation)
    {
        List<long> sizes = [.. UnitSamples.Of(situation).Select(BytesOf).Where(size => size > 0)];
        if (sizes.Count == 0)
            return "";
        sizes.Sort();
        long median = sizes[sizes.Count / 2];
        // Buffer.poolSize: 8 KiB, and 64 KiB since Node.js 24.
        bool isPool = median is 8192 or 65536 && sizes.TrueForAll(size => size == median);
        return isPool
            ? $"Each keeps a whole block of {ByteSize.Format(median)}, the size of those that Node.js cuts small buffers from."
            : $"Each keeps {(sizes[0] == sizes[^1] ? "" : "about ")}{ByteSize.Format(median)} outside the JavaScript heap.";
    }

    /// <summary>Whether a class is one of those that JavaScript has bytes in.</summary>
    internal static bool IsBuffer(string name) => Buffers.Contains(name);

    static long BytesOf(HeapNode view)
    {
        HeapNode? buffer = view.Follow(EdgeType.Internal, "buffer"u8) ?? view.Follow(EdgeType.Internal, "viewed_array_buffer"u8) ?? view;
        return buffer?.Follow(EdgeType.Internal, "backing_store"u8)?.SelfSize ?? 0;
    }
}
