using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Makes a graph of the objects that are alive.</summary>
sealed class GraphWriter
{
    const int FirstGroup = 2;

    // Objects of Node.js's own classes have two fields for it at least, behind the three of every object.
    const int SmallestWrapper = 5;
    const int PreviousContext = 24;
    const int DeepestScope = 1000;

    readonly V8Heap heap;
    readonly List<RootSet> roots;
    readonly ulong[] wrappers;
    readonly NodeNumbers numbers;
    readonly NameTable names = new();
    readonly ulong[] globals;
    readonly HeapGraphBuilder builder;
    readonly ObjectNames objectNames;
    readonly EdgeWriter edges;
    readonly NodePlaces places;
    readonly BufferNodes buffers;
    readonly uint firstId;

    internal GraphWriter(V8Heap heap, List<RootSet> roots, Marker marker, MemoryReadOptions options)
    {
        this.heap = heap;
        this.roots = roots;
        wrappers = [.. roots.Single(set => set.Group == RootFinder.Handles).Objects.Where(IsWrapper).Order()];
        globals = [.. marker.Globals];
        numbers = new(heap.Pages, FirstGroup + roots.Count + wrappers.Length);
        // Objects have three edges as a rule; what is not needed goes back at the end.
        builder = new(numbers.End, (int)Math.Min(numbers.End * 3L, Array.MaxLength));
        buffers = new(numbers.End);
        firstId = FirstId();
        var texts = new Texts(heap);
        var properties = new PropertyReader(heap);
        var classes = new ClassNames(heap, texts, properties);
        objectNames = new(heap, texts, classes) { NativeContext = NativeContextType(), Redaction = options.Redact ? new() : null };
        places = new(heap, new(heap, texts), classes);
        edges = new(heap, numbers, names, texts, properties, builder)
        {
            WeakTables = marker.EphemeronTables.ToHashSet(),
            WeakEntries = WeakEntriesOf(marker).ToLookup(entry => entry.Key, entry => entry.Entry),
            Buffers = buffers,
            Natives = wrappers.Index().ToDictionary(wrapper => wrapper.Item, wrapper => FirstNative + wrapper.Index),
        };
    }

    /// <summary>Which object has which node.</summary>
    internal NodeNumbers Numbers => numbers;

    // Objects of another capture must not seem to be those of this one: the ids of each begin somewhere else, depending on where its
    // live objects lie, so that a file that is opened again has the same.
    uint FirstId()
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (PageTable.Unit unit in heap.Pages.Units)
        {
            foreach (ulong marks in unit.Marks ?? [])
                hash = (hash ^ marks) * 0x100000001B3;
        }
        ulong room = uint.MaxValue - (ulong)Math.Min(numbers.End, int.MaxValue / 2) * 4;
        return (uint)((hash >> 16) % room) | 1;
    }

    int FirstNative => FirstGroup + roots.Count;

    // A handle, request or timer of Node.js that is at work holds its JavaScript object; the program holds it in turn.
    bool IsWrapper(ulong pointer) => heap.MapOf(pointer) is { Type: InstanceTypes.ApiObject, FirstProperty: >= SmallestWrapper };

    internal HeapGraph Write(CancellationToken cancel)
    {
        const int Often = 0xFFFF;
        Roots();
        int node = 0;
        foreach (ulong pointer in numbers.Pointers())
        {
            if ((++node & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            MapInfo map = heap.MapOf(pointer)!;
            (long bytes, int words) = heap.SizeOf(pointer, map);
            (NodeType type, string name) = objectNames.Of(pointer, map);
            int count = edges.Write(pointer, map, words);
            NodeIndex added = builder.AddNode(type, NumberOf(name, map), IdOf(builder.NodeCount), bytes, count);
            if (places.Of(pointer, map) is { } place)
                builder.SetLocation(added, place);
        }
        foreach (long bytes in buffers.Sizes)
            builder.AddNode(NodeType.Native, names.Of("system / JSArrayBufferData"), IdOf(builder.NodeCount), bytes, 0);
        return builder.Build(names.Build());
    }

    int NumberOf(string name, MapInfo map)
    {
        if (!ReferenceEquals(name, map.ClassName))
            return names.Of(name);
        return map.ClassNameNumber >= 0 ? map.ClassNameNumber : map.ClassNameNumber = names.Of(name);
    }

    uint IdOf(int node) => firstId + ((uint)node * 2);

    void Roots()
    {
        builder.AddEdge(EdgeType.Element, 1, 1);
        foreach ((int i, ulong global) in globals.Index())
            builder.AddEdge(EdgeType.Shortcut, names.Of(i + 1), numbers.Of(global));
        for (int i = 0; i < wrappers.Length; i++)
            builder.AddEdge(EdgeType.Element, 2 + i, FirstNative + i);
        builder.AddNode(NodeType.Synthetic, names.Of(""), IdOf(0), 0, 1 + globals.Length + wrappers.Length);
        for (int i = 0; i < roots.Count; i++)
            builder.AddEdge(EdgeType.Element, i, FirstGroup + i);
        builder.AddNode(NodeType.Synthetic, names.Of("(GC roots)"), IdOf(1), 0, roots.Count);
        foreach (RootSet group in roots)
        {
            int count = 0;
            foreach (ulong pointer in group.Objects)
            {
                if (numbers.Of(pointer) is >= 0 and var target)
                    builder.AddEdge(EdgeType.Element, count++, target);
            }
            builder.AddNode(NodeType.Synthetic, names.Of(group.Group), IdOf(builder.NodeCount), 0, count);
        }
        foreach (ulong wrapper in wrappers)
        {
            builder.AddEdge(EdgeType.Internal, names.Of("native_to_javascript"), numbers.Of(wrapper));
            builder.AddNode(NodeType.Synthetic, names.Of($"Node / {NameOf(wrapper)}"), IdOf(builder.NodeCount), 0, 1);
        }
    }

    // The outermost scope of any function: what is around all modules.
    int NativeContextType()
    {
        foreach (ulong pointer in numbers.Pointers())
        {
            if (!heap.Types.IsFunction(heap.MapOf(pointer)!.Type))
                continue;
            int type = -1;
            ulong context = heap.Field(pointer, heap.Layout.FunctionContext);
            for (int i = 0; i < DeepestScope && heap.MapOf(context) is { } map && InstanceTypes.IsIn(heap.Types.Contexts, map.Type); i++)
            {
                type = map.Type;
                context = heap.Field(context, PreviousContext);
            }
            if (type >= 0)
                return type;
        }
        return -1;
    }

    IEnumerable<(ulong Key, WeakEntry Entry)> WeakEntriesOf(Marker marker)
    {
        foreach (ulong table in marker.EphemeronTables)
        {
            int number = 0;
            foreach ((ulong key, ulong value) in EphemeronTable.Entries(heap, table))
            {
                number++;
                if (V8Heap.IsPointer(value) && numbers.Of(key) is >= 0 and var keyNode && numbers.Of(value) is >= 0 and var valueNode)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"{number} / part of key ({NameOf(key)} @{IdOf(keyNode)}) -> value ({NameOf(value)} @{IdOf(valueNode)}) pair in WeakMap (table @{IdOf(numbers.Of(table))})");
                    yield return (key, new(table, value, name));
                }
            }
        }
    }

    string NameOf(ulong pointer) => objectNames.Of(pointer, heap.MapOf(pointer)!).Name;
}
