namespace Heaptrail.Postmortem.Memory;

/// <summary>Bytes that lie one behind the other.</summary>
/// <param name="Start">Address of the first in the process.</param>
/// <param name="Length">How many.</param>
/// <param name="Bytes">Where they are here. Owned by the <see cref="IProcessMemory"/>.</param>
public readonly unsafe record struct MemoryRange(ulong Start, long Length, nint Bytes)
{
    /// <summary>Address behind the last.</summary>
    public ulong End => Start + (ulong)Length;

    internal byte* Pointer => (byte*)Bytes;
}
