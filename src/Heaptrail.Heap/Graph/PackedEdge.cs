using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// How an edge lies in its two columns of four bytes: the label has the type in the upper three bits and the name below, the target
/// has what the searches ask of every edge in its upper two bits, so that they read one column only.
/// </summary>
static class PackedEdge
{
    /// <summary>The edge does not keep its target alive.</summary>
    internal const uint Weak = 0x8000_0000;

    /// <summary>The edge is strong, but not one of those that make dominators.</summary>
    internal const uint Inessential = 0x4000_0000;

    /// <summary>More nodes than this cannot be told apart.</summary>
    internal const int MaxNodes = 0x3FFF_FFFF;

    /// <summary>In the place of a name: it is this or more and stands in a table beside the column.</summary>
    internal const uint LargeName = 0x1FFF_FFFF;

    const uint NodeBits = 0x3FFF_FFFF;
    const int TypeShift = 29;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Label(EdgeType type, uint name) => ((uint)type << TypeShift) | Math.Min(name, LargeName);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static EdgeType TypeOf(uint label) => (EdgeType)(label >> TypeShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint NameOf(uint label) => label & LargeName;

    /// <summary>A target with what follows from the type of the edge. A shortcut from the root counts, but here nobody knows the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Target(EdgeType type, int node) =>
        (uint)node | (type == EdgeType.Weak ? Weak : 0) | (type == EdgeType.Shortcut ? Inessential : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int NodeOf(uint target) => (int)(target & NodeBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsWeak(uint target) => target >= Weak;

    /// <summary>Whether the edge makes dominators.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsEssential(uint target) => target < Inessential;
}
