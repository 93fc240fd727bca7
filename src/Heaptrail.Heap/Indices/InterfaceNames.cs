using System.Runtime.InteropServices;
using System.Text;
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
    // Definitions by the highest rank among their properties: only those are looked at of which an object has that property.
    readonly List<List<int>> endingAt = [];
    readonly List<int[]> ranksOf = [];
    // For each rank the last object that was seen to have it, and how often.
    int[] present = [];
    int[] times = [];
    int objectsSeen;

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
        RankProperties();
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
    internal string?[] OfEachShape() => [.. shapes.First.ConvertAll(Match)];

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
        var name = new StringBuilder("{");
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
        var lengths = new HashSet<int>();
        foreach (string property in given.Items.SelectMany(d => d.Properties))
        {
            numberOf.TryAdd(property, -1 - numberOf.Count);
            lengths.Add(Encoding.UTF8.GetByteCount(property));
        }
        var seen = new HashSet<int>();
        foreach (int shape in shapes.First)
        {
            foreach (int property in shapes.Properties(shape))
            {
                // Objects used as dictionaries have more names than all others together: few of them are decoded.
                ReadOnlySpan<byte> raw = graph.Strings.Raw(property);
                if ((lengths.Contains(raw.Length) || raw.Contains((byte)'\\')) && seen.Add(property) && graph.Strings[property] is var name && numberOf.ContainsKey(name))
                    numberOf[name] = property;
            }
        }
        return [.. given.Items.Select(d => new Definition(d.Name, [.. d.Properties.Select(p => numberOf[p])]))];
    }

    void RankProperties()
    {
        for (int i = 0; i < definitions.Count; i++)
        {
            var ranks = new List<int>();
            foreach (int property in definitions[i].Properties)
            {
                if (!rankOfName.TryGetValue(property, out int rank))
                {
                    rankOfName.Add(property, rank = rankOfName.Count);
                    endingAt.Add([]);
                }
                ranks.Add(rank);
            }
            ranks.Sort();
            ranksOf.Add([.. ranks]);
            endingAt[ranks[^1]].Add(i);
        }
        present = new int[rankOfName.Count];
        times = new int[rankOfName.Count];
    }

    string? Match(int node)
    {
        // Two symbols may have one name, and a getter the name of its setter: a definition that has it twice fits objects that do.
        objectsSeen++;
        var ranks = new List<int>();
        foreach (int property in shapes.Properties(node))
        {
            if (!rankOfName.TryGetValue(property, out int rank))
                continue;
            ranks.Add(rank);
            times[rank] = present[rank] == objectsSeen ? times[rank] + 1 : 1;
            present[rank] = objectsSeen;
        }
        int best = -1;
        foreach (int rank in ranks)
        {
            foreach (int definition in endingAt[rank])
            {
                if (IsBetter(definition, best) && HasAll(ranksOf[definition]))
                    best = definition;
            }
        }
        return best < 0 ? null : definitions[best].Name;
    }

    // The object that was seen last has every rank, and as often.
    bool HasAll(int[] sorted)
    {
        int repeated = 1;
        for (int i = 0; i < sorted.Length; i++)
        {
            repeated = i > 0 && sorted[i] == sorted[i - 1] ? repeated + 1 : 1;
            if (present[sorted[i]] != objectsSeen || times[sorted[i]] < repeated)
                return false;
        }
        return true;
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
}
