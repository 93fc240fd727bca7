namespace Heaptrail.Postmortem.V8;

/// <summary>Some objects of a heap, one bit for each word of its pages.</summary>
sealed class AddressSet(PageTable pages)
{
    readonly ulong[]?[] units = new ulong[]?[pages.Units.Length];

    /// <summary>Adds an object. Returns whether it was not in it yet.</summary>
    internal bool Add(ulong pointer)
    {
        int unit = pages.Find(pointer);
        if (unit < 0)
            return false;
        int word = (int)((pointer & (V8Page.Unit - 1)) >> 3);
        ref ulong bits = ref (units[unit] ??= new ulong[PageTable.MarkWords])[word >> 6];
        ulong bit = 1UL << (word & 63);
        bool isNew = (bits & bit) == 0;
        bits |= bit;
        return isNew;
    }
}
