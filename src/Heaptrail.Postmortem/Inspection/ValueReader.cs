using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Reads values with what is in them.</summary>
/// <param name="heap">The heap.</param>
/// <param name="texts">Its strings.</param>
/// <param name="names">Names of its objects.</param>
/// <param name="properties">Properties of its objects.</param>
/// <param name="places">Where functions are.</param>
/// <param name="most">Fields of each object to read at most.</param>
sealed partial class ValueReader(V8Heap heap, Texts texts, ObjectNames names, PropertyReader properties, FunctionPlaces places, int most)
{
    const int OddballKind = 40;
    const int Elements = 16;

    readonly InstanceTypes types = heap.Types;
    readonly HashSet<ulong> open = [];

    /// <summary>Reads a word as V8 keeps values: a small number, or the address of an object with its tag.</summary>
    internal MemoryValue Read(ulong word, int depth)
    {
        if (V8Heap.IsSmall(word))
            return Primitive(V8Heap.SmallOf(word).ToString(CultureInfo.InvariantCulture), null);
        word &= ~2UL;
        if (heap.MapOf(word) is not { } map)
            return new() { Kind = MemoryValueKind.Internal, Address = Plain(word), Name = "no object" };
        if (map.Type < InstanceTypes.FirstNonString)
            return new() { Kind = MemoryValueKind.Text, Address = Plain(word), Text = texts.Read(word), Length = texts.LengthOf(word) };
        if (PrimitiveText(word, map.Type) is { } text)
            return Primitive(text, Plain(word));
        return types.IsReceiver(map.Type) ? Receiver(word, map, depth) : Internal(word, map, depth);
    }

    static ulong Plain(ulong pointer) => pointer & ~7UL;

    static MemoryValue Primitive(string text, ulong? address) => new() { Kind = MemoryValueKind.Primitive, Text = text, Address = address };

    string? PrimitiveText(ulong pointer, int type) => type switch
    {
        InstanceTypes.HeapNumber => Number((long)heap.Field(pointer, 8)),
        InstanceTypes.Symbol => $"Symbol({texts.Read(heap.Field(pointer, 16))})",
        InstanceTypes.BigInt => BigIntText.Of(heap, pointer),
        InstanceTypes.Oddball => Oddball(V8Heap.SmallOf(heap.Field(pointer, OddballKind))),
        _ => null,
    };

    string Oddball(int kind) => kind switch
    {
        0 => "false",
        1 => "true",
        3 => "null",
        _ => kind == heap.Layout.UndefinedKind ? "undefined" : "empty",
    };

    static string Number(long bits)
    {
        double number = BitConverter.Int64BitsToDouble(bits);
        return number == 0 && double.IsNegative(number) ? "-0"
            : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity"
            : number.ToString(Math.Abs(number) is >= 1e21 or < 1e-6 ? "R" : "0.#################", CultureInfo.InvariantCulture);
    }

    MemoryValue Receiver(ulong pointer, MapInfo map, int depth)
    {
        (NodeType kind, string name) = names.Of(pointer, map);
        // At the last level fields are counted and not read.
        var fields = new FieldCollector(depth > 0 ? most : 0);
        bool isCircular = !open.Add(pointer);
        if (!isCircular)
        {
            Contents(pointer, map, fields, word => Read(word, depth - 1));
            open.Remove(pointer);
        }
        return new()
        {
            Kind = kind == NodeType.Closure ? MemoryValueKind.Function : map.Type == types.Array ? MemoryValueKind.Array : MemoryValueKind.Object,
            Address = Plain(pointer),
            Name = kind == NodeType.RegExp ? "RegExp" : name,
            Text = types.IsFunction(map.Type) ? places.Of(pointer)?.ToString() ?? "" : TextOf(pointer, map.Type),
            Length = LengthOf(pointer, map.Type),
            Fields = fields.Fields,
            Unread = fields.Unread,
            IsCircular = isCircular,
        };
    }

    void Contents(ulong pointer, MapInfo map, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        if (types.IsFunction(map.Type))
            Variables(heap.Field(pointer, heap.Layout.FunctionContext), fields, read);
        foreach ((ulong key, ulong value) in properties.EnumerateAll(pointer, map))
        {
            if (!properties.IsOfEvery(map, key, texts))
                fields.Add(MemoryFieldKind.Property, () => texts.NameOf(key), () => Property(value, read));
        }
        ElementsOf(pointer, map, fields, read);
        if (map.Type == types.JSMap)
            MapEntries(pointer, fields, read);
        else if (map.Type == types.JSSet)
            SetValues(pointer, fields, read);
        else if (map.Type == types.Proxy)
            fields.Add(MemoryFieldKind.Internal, () => "target", () => read(heap.Field(pointer, 8)));
        else if (map.Type == types.Promise && (V8Heap.SmallOf(heap.Field(pointer, PromiseFlags)) & 3) != 0)
            fields.Add(MemoryFieldKind.Internal, () => "result", () => read(heap.Field(pointer, PromiseResult)));
    }

    MemoryValue Property(ulong value, Func<ulong, MemoryValue> read)
    {
        if (heap.MapOf(value) is not { } map || (map.Type != types.AccessorPair && map.Type != types.AccessorInfo))
            return read(value);
        bool isGet = map.Type == types.AccessorInfo || IsFunction(heap.Field(value, 8));
        bool isSet = map.Type == types.AccessorPair && IsFunction(heap.Field(value, 16));
        return Primitive(isGet && isSet ? "[Getter/Setter]" : isSet ? "[Setter]" : "[Getter]", Plain(value));
    }

    bool IsFunction(ulong pointer) => heap.MapOf(pointer) is { } map && types.IsReceiver(map.Type);

    void Variables(ulong context, FieldCollector fields, Func<ulong, MemoryValue> read)
    {
        if (heap.MapOf(context) is not { } map || !InstanceTypes.IsIn(types.Contexts, map.Type))
            return;
        var scope = new ScopeReader(heap, heap.Field(context, 16));
        for (int i = 0; scope.IsScope && i < scope.VariableCount && scope.NameOf(i) is not 0 and var name; i++)
        {
            ulong value = heap.Field(context, 16 + ((scope.FirstSlot + i) * 8));
            fields.Add(MemoryFieldKind.Variable, () => texts.NameOf(name), () => read(value));
        }
    }

    MemoryValue Internal(ulong pointer, MapInfo map, int depth)
    {
        var fields = new FieldCollector(most);
        Func<ulong, MemoryValue> read = word => Read(word, depth - 1);
        if (depth > 0 && InstanceTypes.IsIn(types.Contexts, map.Type))
            Variables(pointer, fields, read);
        else if (depth > 0 && InstanceTypes.IsIn(types.FixedArrays, map.Type))
            Values(pointer, V8Heap.SmallOf(heap.Field(pointer, 8)), fields, read);
        string name = names.Of(pointer, map).Name;
        return new() { Kind = MemoryValueKind.Internal, Address = Plain(pointer), Name = name.Length > 0 ? name : "(internal array)", Fields = fields.Fields, Unread = fields.Unread };
    }
}
