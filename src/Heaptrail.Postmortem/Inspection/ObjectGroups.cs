using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Puts the live objects of a heap into groups by class and properties.</summary>
sealed class ObjectGroups(V8Heap heap, Texts texts, ObjectNames names, PropertyReader properties)
{
    // Of dictionaries: they have as many as they like.
    const int MostDictionaryKeys = 8;
    const int Properties = 8;
    const int Elements = 16;

    readonly InstanceTypes types = heap.Types;
    readonly Dictionary<string, Group> groups = [];
    readonly Dictionary<MapInfo, Group> ofMaps = [];
    readonly AddressSet counted = new(heap.Pages);

    sealed class Group
    {
        internal required string Class { get; init; }
        internal required string[] Keys { get; init; }
        internal required int KeyCount { get; init; }
        internal required bool IsDictionary { get; init; }
        internal required ulong First { get; init; }
        internal long Count { get; set; }
        internal long Bytes { get; set; }
    }

    /// <summary>Counts objects of JavaScript; other data is passed over.</summary>
    internal IReadOnlyList<ObjectGroup> Count(IEnumerable<ulong> pointers, CancellationToken cancel)
    {
        const int Often = 0xFFFF;
        int visited = 0;
        foreach (ulong pointer in pointers)
        {
            if ((++visited & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            if (heap.MapOf(pointer) is not { } map || !types.IsReceiver(map.Type))
                continue;
            Group group = Of(pointer, map);
            group.Count++;
            group.Bytes += heap.SizeOf(pointer, map).Bytes + Store(pointer, Properties) + Store(pointer, Elements);
        }
        return [.. groups.Values.Select(group => new ObjectGroup(group.Class, group.Keys, group.KeyCount, group.IsDictionary, group.Count, group.Bytes, group.First & ~7UL))];
    }

    /// <summary>Live objects of the group that an object is in, without V8's tag, by address.</summary>
    internal IEnumerable<ulong> Like(ulong pointer)
    {
        string wanted = KeyOf(pointer, heap.MapOf(pointer)!).Key;
        Dictionary<MapInfo, bool> known = [];
        foreach (ulong other in heap.Pages.Marked())
        {
            if (heap.MapOf(other) is not { } map || !types.IsReceiver(map.Type))
                continue;
            if (!known.TryGetValue(map, out bool isLike))
            {
                isLike = KeyOf(other, map).Key == wanted;
                if (!map.IsDictionary && map.ClassName is not null)
                    known.Add(map, isLike);
            }
            if (isLike)
                yield return other & ~7UL;
        }
    }

    Group Of(ulong pointer, MapInfo map)
    {
        if (ofMaps.TryGetValue(map, out Group? known))
            return known;
        (string key, string className, string[] keys, int count) = KeyOf(pointer, map);
        if (!groups.TryGetValue(key, out Group? group))
            groups.Add(key, group = new() { Class = className, Keys = keys, KeyCount = count, IsDictionary = map.IsDictionary, First = pointer });
        // The class of the others is not said by their map.
        if (!map.IsDictionary && map.ClassName is not null)
            ofMaps.Add(map, group);
        return group;
    }

    // Dictionaries with other keys are one group as well: their keys are data as a rule.
    (string Key, string Class, string[] Keys, int Count) KeyOf(ulong pointer, MapInfo map)
    {
        (NodeType kind, string name) = names.Of(pointer, map);
        string className = kind == NodeType.Closure ? "Function" : kind == NodeType.RegExp ? "RegExp" : name;
        if (map.IsDictionary || map.Type == types.GlobalObject)
        {
            string[] all = [.. properties.Enumerate(pointer, map).Where(property => !properties.IsOfEvery(map, property.Key, texts)).Select(property => texts.NameOf(property.Key))];
            return ($"{className}\0\0", className, all[..Math.Min(all.Length, MostDictionaryKeys)], all.Length);
        }
        string[] keys = [.. properties.KeysOf(map).Where(own => !properties.IsOfEvery(map, own, texts)).Select(texts.NameOf)];
        return ($"{className}\0{string.Join('\0', keys)}", className, keys, keys.Length);
    }

    // Empty lists, and those that literals share, are not of one object: they count once.
    long Store(ulong pointer, int offset)
    {
        ulong store = heap.Field(pointer, offset);
        return heap.MapOf(store) is { } map && V8Heap.SmallOf(heap.Field(store, 8)) > 0 && counted.Add(store) ? heap.SizeOf(store, map).Bytes : 0;
    }
}
