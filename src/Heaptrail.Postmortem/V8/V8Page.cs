namespace Heaptrail.Postmortem.V8;

/// <summary>A page of V8's heap: 256 KiB with many objects, or more with one.</summary>
/// <param name="Start">Its address, a multiple of 256 KiB.</param>
/// <param name="AreaStart">Address of its first object.</param>
/// <param name="AreaEnd">Address behind its last.</param>
/// <param name="Heap">The heap that it belongs to; 0 when all isolates share it.</param>
/// <param name="IsYoung">Whether V8 moves its objects at the next small collection.</param>
/// <param name="Bytes">Its bytes from <paramref name="Start"/> to <paramref name="AreaEnd"/>; what the process never touched is 0.</param>
readonly unsafe record struct V8Page(ulong Start, ulong AreaStart, ulong AreaEnd, ulong Heap, bool IsYoung, nint Bytes)
{
    internal const int UnitBits = 18;
    internal const ulong Unit = 1UL << UnitBits;

    internal byte* Pointer => (byte*)Bytes;

    internal long Length => (long)(AreaEnd - Start);
}
