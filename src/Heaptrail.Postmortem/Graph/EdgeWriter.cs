using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>
/// The edges of one object, with the names that V8 gives them: properties and elements first, then fields that have a name, then all
/// other pointers by number.
/// </summary>
sealed partial class EdgeWriter(V8Heap heap, NodeNumbers numbers, NameTable names, Texts texts, PropertyReader properties, HeapGraphBuilder builder)
{
    const int Properties = 8;
    const int Elements = 16;

    readonly InstanceTypes types = heap.Types;
    readonly Dictionary<ulong, int> keys = [];

    readonly int hole = heap.Types.TypeNamed("Hole");
    readonly int promiseReaction = heap.Types.TypeNamed("PromiseReaction");

    // One bit for each word of the object that has its edge.
    ulong[] covered = new ulong[4];
    // Those of every object.
    readonly int mapName = names.Of("map");
    readonly int prototypeName = names.Of("__proto__");
    readonly int propertiesName = names.Of("properties");
    readonly int elementsName = names.Of("elements");
    int count;

    /// <summary>Values of WeakMaps by their keys: address of the table, number of the entry, value.</summary>
    internal required ILookup<ulong, WeakEntry> WeakEntries { get; init; }

    /// <summary>Tables of WeakMaps that are alive.</summary>
    internal required IReadOnlySet<ulong> WeakTables { get; init; }

    /// <summary>Nodes for the memory of array buffers: number of the node by address of the memory.</summary>
    internal required BufferNodes Buffers { get; init; }

    /// <summary>Nodes of Node.js's own objects by their JavaScript objects.</summary>
    internal required IReadOnlyDictionary<ulong, int> Natives { get; init; }

    /// <summary>Adds the edges of an object. Returns how many.</summary>
    internal int Write(ulong pointer, MapInfo map, int words)
    {
        count = 0;
        if (covered.Length <= words >> 6)
            covered = new ulong[(words >> 5) + 1];
        Array.Clear(covered, 0, (words >> 6) + 1);
        if (types.IsReceiver(map.Type))
            Receiver(pointer, map);
        else if (InstanceTypes.IsIn(types.Contexts, map.Type))
            Context(pointer);
        else if (WeakTables.Contains(pointer))
            WeakTable(pointer, words);
        else if (InstanceTypes.IsIn(types.FixedArrays, map.Type))
            FixedArray(pointer, words);
        else
            System(pointer, map);
        AddNode(EdgeType.Internal, mapName, numbers.Of(map.Address));
        Rest(pointer, map, words);
        if (WeakEntries.Count > 0)
        {
            foreach (WeakEntry entry in WeakEntries[pointer])
                AddNode(EdgeType.Internal, names.Of(entry.Name), numbers.Of(entry.Value));
        }
        return count;
    }

    void Receiver(ulong pointer, MapInfo map)
    {
        if (map.IsDictionary || map.Type == types.GlobalObject)
        {
            foreach (OwnProperty property in properties.Enumerate(pointer, map))
                Property(property.Key, KeyName(property.Key), property.Value);
        }
        else
        {
            FieldProperties(pointer, map);
        }
        ElementsOf(pointer, map);
        AddNode(EdgeType.Property, prototypeName, numbers.Of(map.Prototype));
        Field(pointer, Properties, propertiesName);
        Field(pointer, Elements, elementsName);
        if (types.IsFunction(map.Type))
            Function(pointer, map);
        else if (FieldsOf(map.Type) is { } fields)
            Fields(pointer, fields);
        if (Natives.TryGetValue(pointer, out int native))
            AddNode(EdgeType.Internal, names.Of("javascript_to_native"), native);
        if (map.Type == types.ArrayBuffer)
            Buffer(pointer);
        if (map.Type == types.JSWeakRef)
            Cover(3);
    }

    void FieldProperties(ulong pointer, MapInfo map)
    {
        PropertyField[] fields = properties.FieldsOf(map);
        int[] fieldNames = map.FieldNames ??= [.. fields.Select(field => KeyName(field.Key))];
        ulong outside = properties.OutsideOf(pointer);
        for (int i = 0; i < fields.Length; i++)
        {
            Cover(fields[i].Offset / 8);
            Property(fields[i].Key, fieldNames[i], properties.ValueOf(pointer, outside, fields[i]));
        }
    }

    void Property(ulong key, int name, ulong pointer)
    {
        if (!V8Heap.IsPointer(pointer) || heap.MapOf(pointer) is not { } value)
            return;
        // What Node.js computes when somebody asks is no object yet.
        if (value.Type == types.AccessorInfo)
            return;
        AddNode(EdgeType.Property, name, numbers.Of(pointer));
        if (value.Type != types.AccessorPair)
            return;
        Accessor("get ", key, heap.Field(pointer, 8));
        Accessor("set ", key, heap.Field(pointer, 16));
    }

    void Accessor(string word, ulong key, ulong function)
    {
        if (heap.MapOf(function) is { } map && types.IsReceiver(map.Type))
            Add(EdgeType.Property, word + texts.NameOf(key), function);
    }

    int KeyName(ulong key)
    {
        if (!keys.TryGetValue(key, out int name))
            keys.Add(key, name = names.Of(texts.NameOf(key)));
        return name;
    }

    void ElementsOf(ulong pointer, MapInfo map)
    {
        ulong elements = heap.Field(pointer, Elements);
        if (heap.MapOf(elements) is not { } store || !InstanceTypes.IsIn(types.FixedArrays, store.Type))
            return;
        if (map.ElementsKind == heap.Layout.DictionaryElementsKind)
        {
            foreach ((uint index, ulong value) in properties.Elements(elements))
                Element((int)index, value);
            return;
        }
        int length = V8Heap.SmallOf(heap.Field(elements, 8));
        if (map.Type == types.Array)
            length = Math.Min(length, V8Heap.SmallOf(heap.Field(pointer, 24)));
        for (int i = 0; i < length; i++)
            Element(i, heap.Field(elements, 16 + (i * 8)));
    }

    void Element(int index, ulong value)
    {
        if (V8Heap.IsPointer(value) && heap.MapOf(value) is { Type: not InstanceTypes.Oddball } map && map.Type != hole)
            AddNode(EdgeType.Element, index, numbers.Of(value));
    }

    void FixedArray(ulong pointer, int words)
    {
        for (int word = 2; word < words; word++)
        {
            Cover(word);
            ulong value = heap.Field(pointer, word * 8);
            if (V8Heap.IsPointer(value) && IsEssential(value))
                AddNode(EdgeType.Internal, names.Of(word - 2), numbers.Of(value));
        }
    }

    void Context(ulong pointer)
    {
        var scope = new ScopeReader(heap, heap.Field(pointer, 16));
        if (scope.IsScope)
        {
            for (int i = 0; i < scope.VariableCount && scope.NameOf(i) is not 0 and var name; i++)
                ContextVariable(pointer, scope.FirstSlot + i, name);
        }
        Field(pointer, 16, "scope_info");
        Field(pointer, 24, "previous");
        if (scope.FirstSlot == 3)
            Field(pointer, 32, "extension");
    }

    void ContextVariable(ulong pointer, int slot, ulong name)
    {
        int offset = 16 + (slot * 8);
        ulong value = heap.Field(pointer, offset);
        if (V8Heap.IsPointer(value) && IsEssential(value))
        {
            Cover(offset / 8);
            AddNode(EdgeType.Context, KeyName(name), numbers.Of(value));
        }
    }

    void WeakTable(ulong pointer, int words)
    {
        for (int word = 2; word < words; word++)
            Cover(word);
        foreach ((ulong key, ulong value) in EphemeronTable.Entries(heap, pointer))
        {
            AddNode(EdgeType.Weak, names.Of("key"), numbers.Of(key));
            if (V8Heap.IsPointer(value) && WeakEntries[key].FirstOrDefault(entry => entry.Table == pointer) is { Name.Length: > 0 } entry)
                AddNode(EdgeType.Internal, names.Of(entry.Name), numbers.Of(value));
        }
    }

    // What is in all read-only heaps and says nothing: undefined, true, an empty array.
    bool IsEssential(ulong value) => heap.MapOf(value) is { } map && map.Type != InstanceTypes.Oddball
        && !(InstanceTypes.IsIn(types.FixedArrays, map.Type) && heap.Field(value, 8) == 0);

    void Rest(ulong pointer, MapInfo map, int words)
    {
        int first = map.Type == types.Map ? 3 : 1;
        for (int word = first; word < words; word++)
        {
            ulong value = heap.Field(pointer, word * 8);
            if ((value & 1) == 0 || (covered[word >> 6] >> (word & 63) & 1) != 0 || !IsEssential(value & ~2UL))
                continue;
            bool isWeak = V8Heap.IsWeak(value) || (map.Type == types.WeakCell && word - (heap.Layout.WeakCellTarget / 8) is 0 or 1);
            AddNode(isWeak ? EdgeType.Weak : EdgeType.Hidden, isWeak ? names.Of(word) : word, numbers.Of(value & ~2UL));
        }
    }

    void Field(ulong pointer, int offset, string name) => Field(pointer, offset, names.Of(name));

    void Field(ulong pointer, int offset, int name)
    {
        ulong value = heap.Field(pointer, offset);
        Cover(offset / 8);
        if (V8Heap.IsPointer(value) && IsEssential(value))
            AddNode(EdgeType.Internal, name, numbers.Of(value));
    }

    void Cover(int word)
    {
        if (word < covered.Length << 6)
            covered[word >> 6] |= 1UL << (word & 63);
    }

    void Add(EdgeType type, string name, ulong value) => AddNode(type, names.Of(name), numbers.Of(value));

    void AddNode(EdgeType type, int name, int node)
    {
        if (node < 0)
            return;
        builder.AddEdge(type, name, node);
        count++;
    }
}

/// <summary>An entry of a WeakMap.</summary>
/// <param name="Table">Address of the table.</param>
/// <param name="Value">The value.</param>
/// <param name="Name">Name of its two edges, as V8 writes it.</param>
readonly record struct WeakEntry(ulong Table, ulong Value, string Name);
