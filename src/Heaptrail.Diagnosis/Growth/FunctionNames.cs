using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>The name that functions share. Made again and again at one place of the source, they all have the same one.</summary>
sealed class FunctionNames(HeapGraph graph)
{
    const double NearlyAll = 0.9;

    // bind() makes functions that V8 names after its own code.
    const string Bound = "native_bind";

    readonly Dictionary<string, int> names = [];
    int count;

    internal void Add(NodeIndex node)
    {
        if (graph[node].Type != NodeType.Closure)
            return;
        string name = graph[node].RawName;
        names[name] = names.GetValueOrDefault(name) + 1;
        count++;
    }

    /// <summary>The name of nearly all; <see langword="null"/> when they are anonymous or differ.</summary>
    internal string? Common()
    {
        foreach ((string name, int times) in names)
        {
            if (times >= count * NearlyAll && name.Length > 0 && name != Bound)
                return name;
        }
        return null;
    }
}
