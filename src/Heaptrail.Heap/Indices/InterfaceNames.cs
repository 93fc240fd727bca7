using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Gives plain objects class names like <c>{url, date}</c>, by the rules of Chrome DevTools: property lists that are common enough
/// become definitions, and an object belongs to the definition with most properties among those that it has entirely.
/// </summary>
sealed class InterfaceNames
{
    const int LongestName = 120;
    const int FewestObjects = 2;
    const int RarestInObjects = 1000;

    readonly HeapGraph graph;
    readonly PlainObjectShapes shapes;
    readonly List<Definition> definitions;
    readonly Dictionary<int, int> rankOfName = [];
    readonly TrieNode trie = new();

    /// <summary>Finds the definitions of a graph, or takes those of another.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="given">Definitions of another heap; <see langword="null"/> finds those of this one.</param>
    /// <param name="cancel">Stops it.</param>
    internal InterfaceNames(HeapGraph graph, InterfaceDefinitions? given = null, CancellationToken cancel = default)
        : this(graph, new PlainObjectShapes(graph, cancel), given)
    {
    }

    internal InterfaceNames(HeapGraph graph, PlainObjectShapes shapes, InterfaceDefinitions? given)
    {
        this.graph = graph;
        this.shapes = shapes;
        definitions = given is null ? Common(Candidates()) : Translate(given);
        BuildTrie();
    }

    /// <summary>The definitions in words, to be used on another heap.</summary>
    internal InterfaceDefinitions Definitions => new([.. definitions.Select(d => new InterfaceDefinition(d.Name, [.. d.Properties.Select(p => graph.Strings[p])]))]);

    /// <summary>Puts the plain objects that have a definition into its class.</summary>
    /// <param name="named">Finds or adds the class of a name.</param>
    /// <param name="classOf">Class of each node.</param>
    internal void Apply(Func<string, int> named, Span<int> classOf)
    {
        var classOfShape = new int[shapes.First.Count];
        for (int shape = 0; shape < classOfShape.Length; shape++)
            classOfShape[shape] = Match(shapes.First[shape]) is { } name ? named(name) : -1;
        ReadOnlySpan<int> objects = CollectionsMarshal.AsSpan(shapes.Objects);
        ReadOnlySpan<int> shapeOf = CollectionsMarshal.AsSpan(shapes.ShapeOf);
        for (int i = 0; i < objects.Length; i++)
        {
            int id = classOfShape[shapeOf[i]];
            if (id >= 0)
                classOf[objects[i]] = id;
        }
    }

    /// <summary>The class of each shape; <see langword="null"/> where no definition fits.</summary>
    internal string?[] OfEachShape() => [.. shapes.First.Select(Match)];

    // In order of the first object that has each; equal counts keep this order.
    List<Definition> Candidates()
    {
        var byName = new Dictionary<string, Definition>();
        var inOrder = new List<Definition>();
        for (int shape = 0; shape < shapes.First.Count; shape++)
        {
            if (NameOf(shapes.First[shape]) is not (string name, List<int> properties))
                continue;
            if (!byName.TryGetValue(name, out Definition? candidate))
            {
                candidate = new(name, properties);
                byName.Add(name, candidate);
                inOrder.Add(candidate);
            }
            candidate.Count += shapes.Counts[shape];
        }
        return inOrder;
    }

    (string Name, List<int> Properties)? NameOf(int node)
    {
        var name = new System.Text.StringBuilder("{");
        var properties = new List<int>();
        foreach (int property in shapes.Properties(node))
        {
            if (PropertyNames.IsPrototype(graph.Strings, property))
                continue;
            string formatted = PropertyNames.Format(graph.Strings[property]);
            if (name.Length > 1 && name.Length + formatted.Length > LongestName)
                break;
            if (name.Length != 1)
                name.Append(", ");
            name.Append(formatted);
            properties.Add(property);
        }
        return properties.Count == 0 ? null : (name.Append('}').ToString(), properties);
    }

    List<Definition> Common(List<Definition> candidates)
    {
        double fewest = Math.Max(FewestObjects, (double)shapes.Objects.Count / RarestInObjects);
        return [.. candidates.Where(c => c.Count >= fewest).OrderByDescending(c => c.Count)];
    }

    // A property that no plain object of this heap has gets a number that no string has.
    List<Definition> Translate(InterfaceDefinitions given)
    {
        var numberOf = new Dictionary<string, int>();
        foreach (string property in given.Items.SelectMany(d => d.Properties))
            numberOf.TryAdd(property, -1 - numberOf.Count);
        var seen = new HashSet<int>();
        foreach (int shape in shapes.First)
        {
            foreach (int property in shapes.Properties(shape))
            {
                if (seen.Add(property) && graph.Strings[property] is var name && numberOf.ContainsKey(name))
                    numberOf[name] = property;
            }
        }
        return [.. given.Items.Select(d => new Definition(d.Name, [.. d.Properties.Select(p => numberOf[p])]))];
    }

    // Properties are ranked so that a definition is a rising path in the trie, whatever the order in the object.
    void BuildTrie()
    {
        foreach (Definition definition in definitions)
        {
            foreach (int property in definition.Properties)
                rankOfName.TryAdd(property, rankOfName.Count);
        }
        for (int i = 0; i < definitions.Count; i++)
        {
            TrieNode node = trie;
            foreach (int rank in definitions[i].Properties.Select(p => rankOfName[p]).Order())
            {
                if (!node.Next.TryGetValue(rank, out TrieNode? next))
                    node.Next.Add(rank, next = new());
                node = next;
            }
            if (node.Definition < 0)
                node.Definition = i;
        }
    }

    string? Match(int node)
    {
        // Two symbols may have one name, and a getter the name of its setter: a definition that has it twice fits objects that do.
        var ranks = new List<int>();
        foreach (int property in shapes.Properties(node))
        {
            if (rankOfName.TryGetValue(property, out int rank))
                ranks.Add(rank);
        }
        ranks.Sort();
        int best = -1;
        var states = new List<TrieNode> { trie };
        for (int at = 0; at < ranks.Count; at++)
        {
            // No definition has more properties than this.
            if (at >= LongestName && ranks[at] == ranks[at - LongestName])
                continue;
            int before = states.Count;
            for (int i = 0; i < before; i++)
            {
                if (!states[i].Next.TryGetValue(ranks[at], out TrieNode? next) || next.MetBy == node)
                    continue;
                next.MetBy = node;
                states.Add(next);
                if (next.Definition >= 0 && IsBetter(next.Definition, best))
                    best = next.Definition;
            }
        }
        return best < 0 ? null : definitions[best].Name;
    }

    bool IsBetter(int candidate, int best)
    {
        if (best < 0)
            return true;
        int more = definitions[candidate].Properties.Count - definitions[best].Properties.Count;
        return more > 0 || (more == 0 && candidate < best);
    }

    sealed class Definition(string name, List<int> properties)
    {
        internal string Name { get; } = name;
        internal List<int> Properties { get; } = properties;
        internal int Count { get; set; }
    }

    sealed class TrieNode
    {
        internal Dictionary<int, TrieNode> Next { get; } = [];
        internal int Definition { get; set; } = -1;
        // The node that it was last a state of.
        internal int MetBy { get; set; } = -1;
    }
}
