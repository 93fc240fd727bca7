namespace Heaptrail.Postmortem.V8;

/// <summary>A property of an object.</summary>
/// <param name="Key">Its name: a string or a symbol.</param>
/// <param name="Value">Its value, or the pair of its accessors.</param>
/// <param name="Offset">Where the value lies in the object; 0 when it lies elsewhere.</param>
readonly record struct OwnProperty(ulong Key, ulong Value, int Offset);

/// <summary>Reads the properties of objects: from their descriptors, or from a table when there are many or some were deleted.</summary>
sealed class PropertyReader(V8Heap heap)
{
    const int Properties = 8;
    const int TableCapacity = 32;
    const int TableLength = 8;

    // Number of elements, of deleted ones, capacity.
    const int TableFields = 3;

    internal IEnumerable<OwnProperty> Enumerate(ulong pointer, MapInfo map)
    {
        if (map.Type == heap.Types.GlobalObject)
            return Globals(heap.Field(pointer, Properties));
        return map.IsDictionary ? Dictionary(heap.Field(pointer, Properties)) : Fields(pointer, map);
    }

    IEnumerable<OwnProperty> Fields(ulong pointer, MapInfo map)
    {
        ulong outside = OutsideOf(pointer);
        foreach (PropertyField field in FieldsOf(map))
            yield return new(field.Key, ValueOf(pointer, outside, field), field.Offset);
    }

    /// <summary>All properties, those with fractions as well: key and value.</summary>
    internal IEnumerable<(ulong Key, ulong Value)> EnumerateAll(ulong pointer, MapInfo map)
    {
        if (map.IsDictionary || map.Type == heap.Types.GlobalObject)
            return Enumerate(pointer, map).Select(property => (property.Key, property.Value));
        ulong outside = OutsideOf(pointer);
        return FindFields(map, withFractions: true).Select(field => (field.Key, ValueOf(pointer, outside, field)));
    }

    /// <summary>Names of the properties of objects with a map that says them.</summary>
    internal IEnumerable<ulong> KeysOf(MapInfo map) => FindFields(map, withFractions: true).Select(field => field.Key);

    /// <summary>Whether a property is one that all arrays or functions have, and that says nothing more.</summary>
    internal bool IsOfEvery(MapInfo map, ulong key, Texts texts)
    {
        if (map.Type == heap.Types.Array)
            return texts.LengthOf(key) == "length".Length && texts.Read(key) == "length";
        return heap.Types.IsFunction(map.Type) && texts.LengthOf(key) is 4 or 6 or 9 && texts.Read(key) is "name" or "length" or "prototype" or "arguments" or "caller";
    }

    /// <summary>The array of an object's further properties; 0 when it has none.</summary>
    internal ulong OutsideOf(ulong pointer)
    {
        ulong outside = heap.Field(pointer, Properties);
        return heap.MapOf(outside) is { } store && store.Type == heap.Types.PropertyArray ? outside : 0;
    }

    /// <summary>Value of a property; 0 when it is not there.</summary>
    internal ulong ValueOf(ulong pointer, ulong outside, in PropertyField field)
    {
        if (field.Offset > 0)
            return heap.Field(pointer, field.Offset);
        return field.Outside == 0 ? field.Constant : outside == 0 ? 0 : heap.Field(outside, field.Outside);
    }

    /// <summary>Where objects with a map have their properties; empty when each has a table.</summary>
    internal PropertyField[] FieldsOf(MapInfo map) => map.Fields ??= [.. FindFields(map, withFractions: false)];

    IEnumerable<PropertyField> FindFields(MapInfo map, bool withFractions)
    {
        if (heap.MapOf(map.Descriptors) is not { } descriptors || (descriptors.Type != heap.Types.DescriptorArray && descriptors.Type != heap.Types.StrongDescriptorArray))
            yield break;
        for (int i = 0; i < map.OwnDescriptors; i++)
        {
            int at = heap.Layout.DescriptorHeader + (i * 24);
            ulong key = heap.Field(map.Descriptors, at);
            int details = V8Heap.SmallOf(heap.Field(map.Descriptors, at + 8));
            if (key == 0)
                yield break;
            // A snapshot leaves out fields that only ever had numbers with a fraction.
            const int Fraction = 2;
            if (!withFractions && (details >> 6 & 7) == Fraction)
                continue;
            int field = details >> 19 & 0x3FF;
            // The value may be the descriptor's own: an accessor, or a constant.
            if ((details >> 5 & 1) != 0)
                yield return new(key, heap.Field(map.Descriptors, at + 16), 0, 0);
            else if (field < map.PropertiesInObject)
                yield return new(key, 0, (map.FirstProperty + field) * 8, 0);
            else
                yield return new(key, 0, 0, 16 + ((field - map.PropertiesInObject) * 8));
        }
    }

    IEnumerable<OwnProperty> Dictionary(ulong table)
    {
        int prefix = heap.Layout.NameDictionaryPrefix + TableFields;
        foreach (int at in Places(table, prefix, 3))
        {
            ulong key = heap.Field(table, at);
            if (heap.MapOf(key) is { Type: <= InstanceTypes.Symbol })
                yield return new(key, heap.Field(table, at + 8), 0);
        }
    }

    IEnumerable<OwnProperty> Globals(ulong table)
    {
        const int CellName = 8;
        const int CellValue = 24;
        int prefix = heap.Layout.NameDictionaryPrefix + TableFields;
        foreach (int at in Places(table, prefix, 1))
        {
            ulong cell = heap.Field(table, at);
            if (heap.MapOf(cell) is { } map && map.Type == heap.Types.PropertyCell)
                yield return new(heap.Field(cell, CellName), heap.Field(cell, CellValue), 0);
        }
    }

    /// <summary>Entries of a table of numbered elements: number and value.</summary>
    internal IEnumerable<(uint Index, ulong Value)> Elements(ulong table)
    {
        foreach (int at in Places(table, 1 + TableFields, 3))
        {
            ulong key = heap.Field(table, at);
            if (V8Heap.IsSmall(key) && key != 0)
                yield return ((uint)V8Heap.SmallOf(key), heap.Field(table, at + 8));
            else if (key == 0)
                yield return (0, heap.Field(table, at + 8));
        }
    }

    IEnumerable<int> Places(ulong table, int prefix, int words)
    {
        if (heap.MapOf(table) is not { } map || !InstanceTypes.IsIn(heap.Types.FixedArrays, map.Type))
            yield break;
        long length = V8Heap.SmallOf(heap.Field(table, TableLength));
        long capacity = Math.Clamp(V8Heap.SmallOf(heap.Field(table, TableCapacity)), 0, Math.Max(0, (length - prefix) / words));
        for (long i = 0; i < capacity; i++)
            yield return (int)(16 + ((prefix + (i * words)) * 8));
    }
}
