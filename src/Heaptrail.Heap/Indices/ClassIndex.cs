using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Class of every node as Chrome DevTools names it: constructor names, <c>{url, date}</c> for plain objects, <c>(string)</c> and so on for the rest.</summary>
public sealed class ClassIndex : IDisposable
{
    readonly Column<int> classOf;
    readonly IReadOnlyList<string> names;

    internal ClassIndex(Column<int> classOf, IReadOnlyList<string> names)
    {
        this.classOf = classOf;
        this.names = names;
    }

    internal Column<int> ClassOf => classOf;

    internal IReadOnlyList<string> Names => names;

    /// <summary>Number of classes.</summary>
    public int Count => names.Count;

    /// <summary>Class of a node.</summary>
    public ClassId this[NodeIndex node]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(classOf[node.Value]);
    }

    /// <summary>Name of a class.</summary>
    public string NameOf(ClassId id) => names[id.Value];

    /// <summary>Name of a node's class.</summary>
    public string NameOf(NodeIndex node) => names[classOf[node.Value]];

    /// <summary>Names the class of every node.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="definitions">Classes of plain objects; <see langword="null"/> for those that are common in this heap.</param>
    public static ClassIndex Build(HeapGraph graph, InterfaceDefinitions? definitions = null) => Compute(graph, definitions, CancellationToken.None);

    internal static ClassIndex Compute(HeapGraph graph, InterfaceDefinitions? definitions, CancellationToken cancel)
    {
        using var builder = new Builder(graph);
        builder.ByType(cancel);
        foreach (int node in DetachedNodes.Of(graph))
            builder.Set(node, builder.Named(Shortened("Detached " + graph[new NodeIndex(node)].RawName)));
        new InterfaceNames(graph, definitions, cancel).Apply(builder.Named, builder.Classes);
        return builder.Build();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => classOf.Dispose();

    // A DOM element's name has its attributes; its class is the tag: <div id="a"> belongs to <div>.
    static string Shortened(string name)
    {
        int from = name.StartsWith('<') ? 0 : name.StartsWith("Detached <", StringComparison.Ordinal) ? "Detached <".Length : -1;
        int space = from < 0 ? -1 : name.IndexOf(' ', from);
        return space < 0 ? name : string.Concat(name.AsSpan(0, space), ">");
    }

    sealed class Builder(HeapGraph graph) : IDisposable
    {
        readonly Column<int> classOf = graph.Memory.Allocate<int>(graph.NodeCount);
        readonly List<string> names = [];
        readonly Dictionary<string, int> byName = [];
        // Class of each name, one more than it is.
        readonly Column<int> byNameIndex = graph.Memory.Scratch.Filled(graph.Strings.Count, 0);

        internal void ByType(CancellationToken cancel)
        {
            var ofType = new int[256];
            Array.Fill(ofType, -1);
            ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
            ReadOnlySpan<int> nodeNames = graph.NodeNames.Span;
            Span<int> classes = classOf.Span;
            for (int node = 0; node < classes.Length; node++)
            {
                if ((node & (Chunks.Size - 1)) == 0)
                    cancel.ThrowIfCancellationRequested();
                NodeType type = types[node];
                if (type is NodeType.Object or NodeType.Native)
                {
                    classes[node] = OfName(nodeNames[node]);
                    continue;
                }
                if (ofType[(int)type] < 0)
                    ofType[(int)type] = Named(OfType(type));
                classes[node] = ofType[(int)type];
            }
        }

        internal Span<int> Classes => classOf.Span;

        internal void Set(int node, int id) => classOf[node] = id;

        internal int Named(string name)
        {
            ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(byName, name, out bool known);
            if (!known)
            {
                id = names.Count;
                names.Add(name);
            }
            return id;
        }

        internal ClassIndex Build() => new(classOf, names);

        int OfName(int nameIndex)
        {
            ref int id = ref byNameIndex[nameIndex];
            if (id == 0)
                id = Named(Shortened(graph.Strings[nameIndex])) + 1;
            return id - 1;
        }

        public void Dispose() => byNameIndex.Dispose();

        string OfType(NodeType type) => type switch
        {
            NodeType.Hidden => "(system)",
            NodeType.Code => "(compiled code)",
            NodeType.Closure => "Function",
            NodeType.RegExp => "RegExp",
            _ => $"({graph.TypeName(type)})",
        };
    }
}

/// <summary>A class within one graph.</summary>
/// <param name="Value">Position in the list of classes.</param>
public readonly record struct ClassId(int Value);
