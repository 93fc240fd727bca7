using System.Globalization;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Elements, entries and what else only some kinds of objects have.</summary>
sealed partial class ValueReader
{
    const int ArrayLength = 24;
    const int Table = 24;
    const int PromiseResult = 24;
    const int PromiseFlags = 32;
    const int DateValue = 24;
    const int RegExpSource = 32;

    // Of the tables of Map and Set: elements, deleted elements, buckets; the first element of each bucket follows.
    const int TableFields = 3;

    // What stands in arrays of plain numbers where there is none.
    const long Hole = unchecked((long)0xFFF7FFFFFFF7FFFF);

    void ElementsOf(ulong pointer, MapInfo map, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        ulong store = heap.Field(pointer, Elements);
        if (heap.MapOf(store) is not { } kind)
            return;
        int length = V8Heap.SmallOf(heap.Field(store, 8));
        if (map.Type == types.Array)
            length = Math.Min(length, V8Heap.SmallOf(heap.Field(pointer, ArrayLength)));
        if (kind.Type == types.FixedDoubleArray)
            Numbers(store, length, fields);
        else if (InstanceTypes.IsIn(types.FixedArrays, kind.Type) && map.ElementsKind != heap.Layout.DictionaryElementsKind)
            Values(store, length, fields, read);
        else if (InstanceTypes.IsIn(types.FixedArrays, kind.Type))
            Sparse(store, fields, read);
    }

    void Numbers(ulong store, int length, FieldCollector fields)
    {
        for (int i = 0; i < length && !Skips(fields, length - i); i++)
        {
            long bits = (long)heap.Field(store, 16 + (i * 8));
            int at = i;
            if (bits != Hole)
                fields.Add(MemoryFieldKind.Element, () => Index(at), () => Primitive(Number(bits), null));
        }
    }

    void Values(ulong store, int length, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        for (int i = 0; i < length && !Skips(fields, length - i); i++)
        {
            ulong value = heap.Field(store, 16 + (i * 8));
            int at = i;
            if (!IsHole(value))
                fields.Add(MemoryFieldKind.Element, () => Index(at), () => read(value));
        }
    }

    // The rest of a long array need not be looked at.
    static bool Skips(FieldCollector fields, int left)
    {
        if (fields.IsFull)
            fields.Skip(left);
        return fields.IsFull;
    }

    void Sparse(ulong store, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        foreach ((uint index, ulong value) in properties.Elements(store).OrderBy(element => element.Index))
            fields.Add(MemoryFieldKind.Element, () => Index(index), () => read(value));
    }

    static string Index(long index) => index.ToString(CultureInfo.InvariantCulture);

    // From V8 12.4 on it is a kind of object of its own.
    bool IsHole(ulong value) => heap.MapOf(value) is { } map
        && (map.Type == InstanceTypes.Oddball ? Oddball(V8Heap.SmallOf(heap.Field(value, OddballKind))) == "empty" : map.Type == hole);

    readonly int hole = heap.Types.TypeNamed("Hole");

    void MapEntries(ulong pointer, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        foreach (int at in TablePlaces(pointer, 3))
        {
            ulong table = heap.Field(pointer, Table);
            (ulong key, ulong value) = (heap.Field(table, at), heap.Field(table, at + 8));
            if (!IsHole(key))
                fields.Add(MemoryFieldKind.Entry, () => "", () => read(value), () => read(key));
        }
    }

    void SetValues(ulong pointer, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        foreach (int at in TablePlaces(pointer, 2))
        {
            ulong value = heap.Field(heap.Field(pointer, Table), at);
            if (!IsHole(value))
                fields.Add(MemoryFieldKind.Entry, () => "", () => read(value));
        }
    }

    // Deleted elements keep their places until the table is made anew.
    IEnumerable<int> TablePlaces(ulong pointer, int words)
    {
        ulong table = heap.Field(pointer, Table);
        long length = V8Heap.SmallOf(heap.Field(table, 8));
        long used = (long)V8Heap.SmallOf(heap.Field(table, 16)) + V8Heap.SmallOf(heap.Field(table, 24));
        long first = TableFields + V8Heap.SmallOf(heap.Field(table, 32));
        for (long i = 0; i < used && first + ((i + 1) * words) <= length; i++)
            yield return (int)(16 + ((first + (i * words)) * 8));
    }

    long? LengthOf(ulong pointer, int type)
    {
        if (type == types.Array)
            return (uint)V8Heap.SmallOf(heap.Field(pointer, ArrayLength));
        if (type == types.JSMap || type == types.JSSet)
            return V8Heap.SmallOf(heap.Field(heap.Field(pointer, Table), 16));
        if (type == types.TypedArray || type == types.DataView)
            return (long)heap.Field(pointer, heap.Layout.ViewLength);
        return type == types.ArrayBuffer ? (long)heap.Field(pointer, heap.Layout.BufferLength) : null;
    }

    string TextOf(ulong pointer, int type)
    {
        if (type == types.RegExp)
            return $"/{texts.Read(heap.Field(pointer, RegExpSource))}/";
        if (type == types.Date)
            return DateText(pointer);
        if (type == types.Promise)
            return (V8Heap.SmallOf(heap.Field(pointer, PromiseFlags)) & 3) switch { 0 => "pending", 1 => "fulfilled", _ => "rejected" };
        return "";
    }

    string DateText(ulong pointer)
    {
        ulong word = heap.Field(pointer, DateValue);
        double value = heap.Layout.HasRawDates ? BitConverter.UInt64BitsToDouble(word)
            : V8Heap.IsSmall(word) ? V8Heap.SmallOf(word)
            : BitConverter.UInt64BitsToDouble(heap.Field(word, 8));
        const double Most = 253402300799999;
        const double Least = -62135596800000;
        return value is >= Least and <= Most ? DateTimeOffset.FromUnixTimeMilliseconds((long)value).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : "Invalid Date";
    }
}
