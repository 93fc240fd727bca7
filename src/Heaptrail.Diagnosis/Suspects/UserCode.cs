using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// Tells what the program made from what Node.js itself always has: its modules, tables of errors and options. A program's objects are
/// reached over its variables or functions, or lead to a function of it.
/// </summary>
sealed class UserCode(IndexedHeap heap, RootPaths paths, IScriptSources sources)
{
    const int FarthestRoot = 200;
    const int MostLookedAt = 300;
    // A listener or a timer's function is at hand; farther away everything leads to everything.
    const int FarthestFunction = 3;

    readonly HeapGraph graph = heap.Graph;
    readonly ContextScopes scopes = new(heap.Graph);

    /// <summary>Whether what a candidate holds is the program's.</summary>
    internal bool Has(LeakCandidate candidate) => IsOnPathTo(candidate.Holder) || IsBelow(candidate.Unit.Sample);

    bool IsOnPathTo(NodeIndex node)
    {
        for (int i = 0; i < FarthestRoot && node.IsSome; i++)
        {
            if (IsPlaced(node))
                return true;
            NodeIndex parent = paths.ParentOf(node);
            // A variable of a function that runs: what Node.js has there is reached in other ways as well.
            if (parent.IsSome && graph[parent].Type == NodeType.Synthetic)
                return graph[parent].HasName("(Stack roots)"u8) && graph[node].Type == NodeType.Object;
            // What the program set on the global object; functions and the process are there from the start.
            if (parent.IsSome && GlobalObject.Is(graph[parent]))
                return graph[node].Type == NodeType.Object && !graph[node].HasName("process"u8) && !graph[node].HasName("console"u8);
            node = parent;
        }
        return false;
    }

    // A function or an object of a class that stands in a script of the program, or variables that such a function sees.
    bool IsPlaced(NodeIndex node) =>
        (graph[node].IsContext() ? scopes.FunctionIn(node) : graph.Locations[node]) is { } at && sources.Find(at.ScriptId) is not null;

    bool IsBelow(NodeIndex top)
    {
        var seen = new HashSet<int> { top.Value };
        var queue = new Queue<(NodeIndex Node, int Steps)>([(top, 0)]);
        while (queue.TryDequeue(out var at) && seen.Count < MostLookedAt)
        {
            if (IsPlaced(at.Node))
                return true;
            if (at.Steps == FarthestFunction)
                continue;
            foreach (HeapEdge edge in graph[at.Node].Edges)
            {
                if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || edge.HasName("__proto__"u8) || edge.HasName("map"u8))
                    continue;
                if (NodeRoles.RoleOf(edge.Target) != Role.Machinery && seen.Add(edge.TargetIndex.Value))
                    queue.Enqueue((edge.TargetIndex, at.Steps + 1));
            }
        }
        return false;
    }
}
