using System.Text;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Tests.Diagnosis;

/// <summary>
/// A small program and what its rounds leave behind: a module server.js with variables, a function that captured them, and things
/// in containers as V8 lays them out. <see cref="EndRound"/> takes a snapshot of what can be reached.
/// </summary>
sealed class HeapStory
{
    public const int PerRound = 20;

    readonly List<HeapGraph> snapshots = [];
    readonly List<string> variables = [];
    readonly Thing root;
    uint nextId = 1;

    public HeapStory()
    {
        root = New(NodeType.Synthetic, "");
        Global = New(NodeType.Object, "global");
        Module = Context();
        Handler = Function("onRequest", Module);
        root.Link(EdgeType.Shortcut, "1", Global);
        GlobalHandles = New(NodeType.Synthetic, "(Global handles)");
        root.Link(EdgeType.Element, "1", New(NodeType.Synthetic, "(GC roots)").Link(EdgeType.Element, "13", GlobalHandles));
        Global.Property("onRequest", Handler);
    }

    /// <summary>What Node.js and other native code holds.</summary>
    public Thing GlobalHandles { get; }

    public Thing Global { get; }

    /// <summary>The variables of the module server.js.</summary>
    public Thing Module { get; }

    /// <summary>The function that captured them.</summary>
    public Thing Handler { get; }

    /// <summary>Path of the module.</summary>
    public string File { get; set; } = "server.js";

    /// <summary>What stands in server.js before the declarations of the variables.</summary>
    public string Source { get; set; } = "";

    /// <summary>Declares a variable of the module.</summary>
    public T Variable<T>(string name, T value) where T : Thing
    {
        variables.Add(name);
        Module.Link(EdgeType.Context, name, value);
        return value;
    }

    public Thing New(NodeType type, string name, int size = 32) => Numbered(new Thing(type, name, size));

    public Thing Object(string className = "Session") => New(NodeType.Object, className);

    public Thing Plain(params string[] names)
    {
        Thing made = Object("Object");
        foreach (string name in names)
            made.Property(name, Text("text"));
        return made;
    }

    public Thing Text(string text) => New(NodeType.String, text);

    public Thing Context(Thing? previous = null)
    {
        Thing made = New(NodeType.Object, "system / Context");
        if (previous is not null)
            made.Link(EdgeType.Internal, "previous", previous);
        return made;
    }

    public Thing Function(string name, Thing? context = null)
    {
        Thing made = New(NodeType.Closure, name);
        if (context is not null)
            made.Link(EdgeType.Internal, "context", context);
        return made;
    }

    public Container Map() => new Container("Map", "table", Numbered(new Thing(NodeType.Array, "", 64))).With(this);

    public Container Set() => new Container("Set", "table", Numbered(new Thing(NodeType.Array, "", 64))).With(this);

    public Container Array() => new Container("Array", "elements", Numbered(new Thing(NodeType.Array, "", 64))).With(this);

    /// <summary>An object with methods, as those of its prototype.</summary>
    public Thing WithMethods(Thing thing, params string[] names)
    {
        Thing prototype = Object("Object");
        foreach (string name in names)
            prototype.Property(name, Function(name));
        return thing.Property("__proto__", prototype);
    }

    /// <summary>Plays rounds: the action is done <see cref="PerRound"/> times in each.</summary>
    public HeapStory Rounds(Action<int> request, int rounds = 3, int perRound = PerRound)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < perRound; i++)
                request((round * perRound) + i);
            EndRound();
        }
        return this;
    }

    /// <summary>What was taken so far.</summary>
    public IReadOnlyList<HeapGraph> Snapshots => snapshots;

    /// <summary>Whether each snapshot numbers its objects anew, as after an inspector has gone.</summary>
    public bool NumbersAnew { get; init; }

    /// <summary>Plays one round of so many requests.</summary>
    public HeapStory Round(int requests, Action request)
    {
        for (int i = 0; i < requests; i++)
            request();
        EndRound();
        return this;
    }

    public void EndRound() => snapshots.Add(Snapshot());

    public LeakDiagnosis Diagnose(bool countRequests = true, IReadOnlyDictionary<string, string?>? ignored = null, long[]? requests = null) => LeakAnalyzer.Analyze(new()
    {
        Earlier = [.. snapshots[..^1].Select(ObjectMarks.Of)],
        EarlierValues = [.. snapshots[..^1].Select(LargeValues.Of)],
        First = snapshots.Count > 1 ? FirstSnapshot.Of(snapshots[0]) : null,
        Last = IndexedHeap.Build(snapshots[^1]),
        Requests = requests ?? (countRequests ? [.. snapshots.Select((_, i) => (long)(i + 1) * PerRound)] : null),
        Sources = new Scripts(File, Text()),
        Ignored = ignored ?? new Dictionary<string, string?>(),
    });

    internal T Numbered<T>(T thing) where T : Thing
    {
        thing.Id = nextId;
        nextId += 2;
        return thing;
    }

    string Text()
    {
        var text = new StringBuilder(Source);
        foreach (string name in variables)
            text.Append("const ").Append(name).Append(" = make();\n");
        return text.Append("onRequest = () => {};\n").ToString();
    }

    HeapGraph Snapshot()
    {
        List<Thing> things = Reachable();
        var places = things.Select((thing, i) => (thing, i)).ToDictionary(p => p.thing, p => p.i);
        var strings = new Strings();
        var graph = new HeapGraphBuilder();
        foreach (Thing thing in things)
            graph.AddNode(thing.Type, strings.Add(thing.Name), NumbersAnew ? (uint)((2 * (things.Count - places[thing])) + 1) : thing.Id, thing.Size, thing.Edges.Count);
        foreach (Thing thing in things)
        {
            foreach ((EdgeType type, string name, Thing target) in thing.Edges)
                graph.AddEdge(type, type.IsIndexed() ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) : strings.Add(name), places[target]);
        }
        int line = Text().Count(c => c == '\n') - 1;
        graph.SetLocation(new(places[Handler]), new(7, line, "onRequest = ".Length));
        foreach (Thing thing in things.Where(t => t.Place is not null))
            graph.SetLocation(new(places[thing]), thing.Place!.Value);
        return graph.Build(strings.Table.Build());
    }

    List<Thing> Reachable()
    {
        var seen = new HashSet<Thing> { root };
        List<Thing> things = [root];
        for (int i = 0; i < things.Count; i++)
            things.AddRange(things[i].Edges.Select(e => e.Target).Where(seen.Add));
        return things;
    }

    // As a file has them: each once, and neither < nor > escaped.
    sealed class Strings
    {
        readonly Dictionary<string, int> known = [];

        public StringTableBuilder Table { get; } = new();

        public int Add(string text)
        {
            if (known.TryGetValue(text, out int index))
                return index;
            Table.Append(Encoding.UTF8.GetBytes(text));
            known.Add(text, index = Table.End());
            return index;
        }
    }

    sealed class Scripts(string file, string text) : IScriptSources
    {
        readonly ScriptSource script = new(file, text);

        public IEnumerable<ScriptSource> All => [new("app.js", "const made = require('ledger');"), .. file.StartsWith("node_modules", StringComparison.Ordinal) ? [] : new[] { script }];

        public ScriptSource? Find(int scriptId) => scriptId == 7 ? script : null;

        public string? PackageVersionOf(string path) => "2.1.0";
    }
}

/// <summary>A node of a story.</summary>
class Thing(NodeType type, string name, int size)
{
    public NodeType Type { get; } = type;

    public string Name { get; } = name;

    public int Size { get; } = size;

    public uint Id { get; set; }

    /// <summary>Where a function stands; script 7 is server.js.</summary>
    public ObjectLocation? Place { get; set; }

    public List<(EdgeType Type, string Name, Thing Target)> Edges { get; } = [];

    /// <summary>Puts a function where a | stands in a text of <see cref="HeapStory.Source"/>.</summary>
    public Thing At(HeapStory story, string marked)
    {
        int offset = story.Source.IndexOf(marked.Replace("|", "", StringComparison.Ordinal), StringComparison.Ordinal) + marked.IndexOf('|', StringComparison.Ordinal);
        string[] before = story.Source[..offset].Split('\n');
        Place = new(7, before.Length - 1, before[^1].Length);
        return this;
    }

    /// <summary>Puts a function into a script that is not the program's.</summary>
    public Thing InNode()
    {
        Place = new(1, 10, 10);
        return this;
    }

    public Thing Property(string name, Thing target) => Link(EdgeType.Property, name, target);

    public Thing Link(EdgeType type, string name, Thing target)
    {
        Edges.RemoveAll(e => e.Type == type && e.Name == name);
        Edges.Add((type, name, target));
        return this;
    }
}

/// <summary>A Map, Set or Array with its store; its items stand in the order in which they were added.</summary>
sealed class Container(string className, string storeName, Thing store) : Thing(NodeType.Object, className, 32)
{
    int next;

    public int Count => store.Edges.Count;

    public Container With(HeapStory story)
    {
        story.Numbered(this).Link(EdgeType.Internal, storeName, store);
        return this;
    }

    public void Add(Thing item) => store.Link(EdgeType.Internal, (next++).ToString(System.Globalization.CultureInfo.InvariantCulture), item);

    public void RemoveFirst() => store.Edges.RemoveAt(0);

    public void Clear() => store.Edges.Clear();
}
