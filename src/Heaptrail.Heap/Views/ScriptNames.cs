using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Names of scripts by V8's script id. A snapshot does not store the pair, but a function with a known position leads to its
/// Script node, which is named by the path or URL.
/// </summary>
public static class ScriptNames
{
    /// <summary>Finds the name of every script that has a function in the heap.</summary>
    public static IReadOnlyDictionary<int, string> Find(HeapGraph graph)
    {
        var names = new Dictionary<int, string>();
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        int last = -1;
        for (int i = 0; i < types.Length; i++)
        {
            // Functions of one script often follow each other.
            if (types[i] != NodeType.Closure || graph.Locations[new(i)] is not { } location || location.ScriptId == last || names.ContainsKey(location.ScriptId))
                continue;
            if (NameOf(graph[new NodeIndex(i)]) is not { Length: > 0 } name)
                continue;
            names.Add(location.ScriptId, name);
            last = location.ScriptId;
        }
        return names;
    }

    static string? NameOf(HeapNode closure)
    {
        HeapNode? shared = closure.Follow(EdgeType.Internal, "shared"u8);
        HeapNode? script = shared?.Follow(EdgeType.Internal, "script"u8) ?? shared?.Follow(EdgeType.Internal, "script_or_debug_info"u8);
        return script is { Type: NodeType.Code or NodeType.Hidden } found && !found.RawName.StartsWith("system / ", StringComparison.Ordinal) ? found.RawName : Named(script);
    }

    // Some versions name the node "system / Script / <path>".
    static string? Named(HeapNode? script)
    {
        const string Prefix = "system / Script / ";
        return script?.RawName is { } name && name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : null;
    }
}
