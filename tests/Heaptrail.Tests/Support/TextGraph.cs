using System.Globalization;
using System.Text.RegularExpressions;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Tests.Support;

/// <summary>
/// A graph written as text: <c>root -> a -> b; a => c; x ~> y</c>. <c>-></c> is a property with the name of its target, <c>=></c> a
/// context variable, <c>~></c> weak, <c>-[3]-></c> an element, <c>-[name]-></c> a property, <c>-#3-></c> hidden, and
/// <c>-internal[name]-></c> or <c>-shortcut-></c> any type by its word. A node may say <c>(type:size)</c> or <c>(type:size:name)</c>
/// once; otherwise it is an object of 1 byte named like its label. Ids are 1, 3, 5 … in order of appearance; <c>root</c> is first.
/// </summary>
sealed partial class TextGraph
{
    readonly Dictionary<string, int> labels = new() { ["root"] = 0 };
    readonly GraphSketch sketch = new();
    IndexedHeap? heap;
    HeapGraph? graph;

    public HeapGraph Graph => graph ??= sketch.Build();

    public IndexedHeap Heap => heap ??= IndexedHeap.Build(Graph);

    public NodeIndex this[string label] => new(labels[label]);

    public static TextGraph Parse(string text)
    {
        var result = new TextGraph();
        foreach (string statement in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            result.Read(statement);
        return result;
    }

    public TextGraph Located(string label, int script, int line, int column)
    {
        sketch.Locate(labels[label], new(script, line, column));
        return this;
    }

    public TextGraph Marked(string label, byte state)
    {
        sketch.Mark(labels[label], state);
        return this;
    }

    public int Distance(string label) => Heap.Distances[this[label]];

    public long Shallow(string label) => Heap.ShallowSizes[this[label]];

    public long Retained(string label) => Heap.RetainedSizes[this[label]];

    public string Class(string label) => Heap.Classes.NameOf(this[label]);

    public string Dominator(string label) => labels.Single(l => l.Value == Heap.Dominators[this[label]].Value).Key;

    public string Label(NodeIndex node) => labels.Single(l => l.Value == node.Value).Key;

    void Read(string statement)
    {
        int from = -1;
        Match? arrow = null;
        int start = 0;
        foreach (Match next in Arrow().Matches(statement))
        {
            Step(statement[start..next.Index]);
            arrow = next;
            start = next.Index + next.Length;
        }
        Step(statement[start..]);

        void Step(string text)
        {
            int to = Node(text.Trim());
            if (arrow is not null)
                Link(from, arrow, to, text.Trim().Split('(')[0]);
            from = to;
        }
    }

    int Node(string text)
    {
        string[] parts = text.Split('(', 2);
        bool known = labels.TryGetValue(parts[0], out int node);
        if (known && parts.Length == 1)
            return node;
        string[] facts = parts.Length > 1 ? parts[1][..^1].Split(':', 3) : ["object"];
        NodeType type = NodeTypeNames.Node(facts[0]) ?? throw new FormatException($"\"{facts[0]}\" is no type of node");
        string name = facts.Length > 2 ? facts[2] : parts[0];
        long size = facts.Length > 1 ? long.Parse(facts[1], CultureInfo.InvariantCulture) : 1;
        if (known)
            sketch.Change(node, type, name, size);
        else
            labels.Add(parts[0], node = sketch.Add(type, name, size));
        return node;
    }

    void Link(int from, Match arrow, int to, string label)
    {
        string name = arrow.Groups["name"].Success ? arrow.Groups["name"].Value : label;
        string word = arrow.Groups["word"].Value;
        EdgeType type = arrow.Value.Trim() switch
        {
            "->" => EdgeType.Property,
            "=>" => EdgeType.Context,
            "~>" => EdgeType.Weak,
            _ when word.Length > 0 => NodeTypeNames.Edge(word),
            _ when arrow.Groups["slot"].Success => EdgeType.Hidden,
            _ => uint.TryParse(name, out _) ? EdgeType.Element : EdgeType.Property,
        };
        sketch.Link(from, type, arrow.Groups["slot"].Success ? arrow.Groups["slot"].Value : name, to);
    }

    [GeneratedRegex(@"\s(?:->|=>|~>|-#(?<slot>\d+)->|-(?<word>[a-z]*)\[(?<name>[^\]]*)\]->|-(?<word>[a-z]+)->)\s")]
    private static partial Regex Arrow();
}
