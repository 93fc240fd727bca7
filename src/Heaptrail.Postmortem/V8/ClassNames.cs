namespace Heaptrail.Postmortem.V8;

/// <summary>Names of objects' classes, by the rules by which V8 names them in heap snapshots.</summary>
sealed class ClassNames(V8Heap heap, Texts texts, PropertyReader properties)
{
    const int TemplateClassName = 40;
    const int LongestChain = 256;
    const int MostRoots = 1300;

    readonly Dictionary<ulong, string?> ofPrototype = [];
    readonly Dictionary<ulong, bool> interesting = [];
    readonly ulong toStringTag = FindSymbol(heap, texts, "Symbol.toStringTag");

    internal string Of(ulong pointer, MapInfo map)
    {
        if (map.ClassName is { } known)
            return known;
        if (FromConstructor(map) is { } name)
            return map.ClassName = name;
        // Only what an object has of its own is not said by its map; properties in fields are.
        string? own = map.Type == heap.Types.Proxy ? null : FromProperties(pointer, map, withConstructor: false);
        string found = own ?? FromChain(map.Prototype) ?? Fallback(map);
        if (!map.IsDictionary && own is null)
            map.ClassName = found;
        return found;
    }

    string? FromConstructor(MapInfo map)
    {
        if (!map.NewTargetIsBase || map.IsPrototype || map.Type == heap.Types.Proxy)
            return null;
        ulong constructor = ConstructorOf(map);
        if (heap.MapOf(constructor) is not { } kind)
            return null;
        if (heap.Types.IsFunction(kind.Type))
            return texts.FunctionName(constructor) is { Length: > 0 } name && name != "Object" ? name : null;
        return kind.Type == heap.Types.FunctionTemplateInfo && heap.Field(constructor, TemplateClassName) is var className && Texts.IsString(heap.MapOf(className))
            ? texts.Read(className)
            : null;
    }

    // Maps that came from others lead back to them first.
    ulong ConstructorOf(MapInfo map)
    {
        ulong constructor = map.Constructor;
        for (int i = 0; i < LongestChain * 16 && heap.MapOf(constructor) is { } kind && kind.Type == heap.Types.Map; i++)
            constructor = heap.Map(constructor)?.Constructor ?? 0;
        return constructor;
    }

    /// <summary>
    /// The function whose place is that of the objects with a map, by V8's rule: the one that made them, or for derived classes and
    /// prototypes the one that the next prototype names; 0 when there is none.
    /// </summary>
    internal ulong PlacedConstructorOf(MapInfo map)
    {
        if (map.NewTargetIsBase && !map.IsPrototype && ConstructorOf(map) is var own && IsClass(own))
            return own;
        if (map.Type == heap.Types.Proxy || heap.MapOf(map.Prototype) is not { } prototype || !heap.Types.IsReceiver(prototype.Type) || prototype.Type == heap.Types.Proxy)
            return 0;
        foreach (OwnProperty property in properties.Enumerate(map.Prototype, prototype))
        {
            if (property.Key != toStringTag && IsInteresting(property.Key))
                return IsClass(property.Value) ? property.Value : 0;
        }
        return 0;
    }

    bool IsClass(ulong function) => heap.MapOf(function) is { } map && heap.Types.IsFunction(map.Type) && texts.FunctionName(function) is { Length: > 0 } name && name != "Object";

    string? FromChain(ulong prototype)
    {
        if (ofPrototype.TryGetValue(prototype, out string? known))
            return known;
        string? name = null;
        ulong at = prototype;
        for (int i = 0; i < LongestChain && name is null && heap.MapOf(at) is { } map && heap.Types.IsReceiver(map.Type); i++, at = map.Prototype)
            name = map.Type == heap.Types.Proxy ? null : FromProperties(at, map, withConstructor: true);
        ofPrototype.Add(prototype, name);
        return name;
    }

    // A prototype that is an object of another class is named by that one: its own constructor is that of the objects below it.
    string? FromProperties(ulong pointer, MapInfo map, bool withConstructor)
    {
        string? fromConstructor = null;
        foreach (OwnProperty property in properties.Enumerate(pointer, map))
        {
            if (!IsInteresting(property.Key) || heap.MapOf(property.Value) is not { } value)
                continue;
            if (property.Key == toStringTag)
            {
                if (Texts.IsString(value))
                    return texts.Read(property.Value);
            }
            else if (withConstructor && heap.Types.IsFunction(value.Type) && texts.FunctionName(property.Value) is { Length: > 0 } name && name != "Object")
            {
                fromConstructor = name;
            }
        }
        return fromConstructor;
    }

    bool IsInteresting(ulong key)
    {
        const string Constructor = "constructor";
        if (key == toStringTag)
            return true;
        if (!interesting.TryGetValue(key, out bool known))
            interesting.Add(key, known = texts.LengthOf(key) == Constructor.Length && texts.Read(key) == Constructor);
        return known;
    }

    string Fallback(MapInfo map)
    {
        InstanceTypes types = heap.Types;
        ulong constructor = ConstructorOf(map);
        if (heap.MapOf(constructor) is { } kind && kind.Type == types.FunctionTemplateInfo && heap.Field(constructor, TemplateClassName) is var name && texts.LengthOf(name) > 0)
            return texts.Read(name);
        return map.Type switch
        {
            _ when types.IsFunction(map.Type) => "Function",
            _ when map.Type == types.Array => "Array",
            _ when map.Type == types.ArrayBuffer => "ArrayBuffer",
            _ when map.Type == types.DataView => "DataView",
            _ when map.Type == types.Date => "Date",
            _ when map.Type == types.RegExp => "RegExp",
            _ when map.Type == types.Promise => "Promise",
            _ when map.Type == types.JSMap => "Map",
            _ when map.Type == types.JSSet => "Set",
            _ when map.Type == types.JSWeakMap => "WeakMap",
            _ when map.Type == types.JSWeakSet => "WeakSet",
            _ when map.Type == types.GlobalObject => "global",
            _ when InstanceTypes.IsIn(types.Generators, map.Type) => "Generator",
            _ => "Object",
        };
    }

    static ulong FindSymbol(V8Heap heap, Texts texts, string description)
    {
        for (int i = 0; i < MostRoots; i++)
        {
            ulong word = heap.Space.Word(heap.Roots + ((ulong)i * 8));
            if (heap.MapOf(word) is { Type: InstanceTypes.Symbol } && texts.Read(heap.Field(word, 16)) == description)
                return word;
        }
        return 0;
    }
}
