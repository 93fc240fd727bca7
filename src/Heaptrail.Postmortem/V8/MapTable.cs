namespace Heaptrail.Postmortem.V8;

/// <summary>Maps by their address, and addresses that were looked at and are none.</summary>
sealed class MapTable
{
    // Garbage looks like many maps that are none; beyond this they are looked at again.
    const int MostMisses = 1 << 20;

    ulong[] keys = new ulong[1 << 12];
    MapInfo?[] values = new MapInfo?[1 << 12];
    int count;
    int misses;

    internal bool TryGet(ulong address, out MapInfo? map)
    {
        for (int slot = SlotOf(address); keys[slot] != 0; slot = (slot + 1) & (keys.Length - 1))
        {
            if (keys[slot] == address)
            {
                map = values[slot];
                return true;
            }
        }
        map = null;
        return false;
    }

    internal void Add(ulong address, MapInfo? map)
    {
        if (map is null && ++misses > MostMisses)
            return;
        if (++count * 2 > keys.Length)
            Grow();
        Put(address, map);
    }

    void Put(ulong address, MapInfo? map)
    {
        int slot = SlotOf(address);
        while (keys[slot] != 0)
            slot = (slot + 1) & (keys.Length - 1);
        keys[slot] = address;
        values[slot] = map;
    }

    void Grow()
    {
        (ulong[] oldKeys, MapInfo?[] oldValues) = (keys, values);
        keys = new ulong[oldKeys.Length * 2];
        values = new MapInfo?[keys.Length];
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (oldKeys[i] != 0)
                Put(oldKeys[i], oldValues[i]);
        }
    }

    int SlotOf(ulong address) => (int)((address * 0x9E3779B97F4A7C15) >> 32) & (keys.Length - 1);
}
