using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>How Node.js keeps the context of asynchronous work, and where a program keeps its own.</summary>
static class AsyncContext
{
    const int MostScopes = 8;

    /// <summary>
    /// Whether the holder is a part of a store of AsyncLocalStorage. Node.js before 24 keeps the store in a property of the resource whose
    /// name is the symbol of the storage; Node.js 24 and newer in an AsyncContextFrame, a Map from storages to stores.
    /// </summary>
    internal static bool IsInStore(LeakSituation situation)
    {
        int last = situation.Path.Count - 1;
        while (last >= 0 && situation.Path[last].TargetIndex != situation.Anchor.Index)
            last--;
        for (int i = last; i >= 0; i--)
        {
            HeapEdge edge = situation.Path[i];
            // A variable is a name of its own: whatever leads to it, it is the variable that keeps.
            if (edge.Type == EdgeType.Context)
                return false;
            if (IsStore(edge))
                return true;
        }
        return false;
    }

    /// <summary>Whether what is leaked is kept through a store: the way from the holder to it leads over one.</summary>
    internal static bool LeadsOverStore(LeakSituation situation) => situation.PathBelowHolder().Any(IsStore);

    /// <summary>
    /// Whether a store has the newest member of a chain, or the way to it leads over one: work that goes on hands it to what it starts.
    /// </summary>
    internal static bool HasNewestOf(LeakSituation situation) =>
        situation.Path.Any(IsStore) || situation.Candidate.Siblings.Prepend(situation.Candidate.Holder).Any(newest => IsInStore(situation.Heap, newest));

    static bool IsInStore(IndexedHeap heap, NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (IsStore(edge))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether the holder is filled by a hook of async_hooks: the hook's function init, or the one that was bound for it, sees the
    /// variable, or the object with the property, and names it.
    /// </summary>
    internal static bool IsFilledByHook(LeakSituation situation)
    {
        if (situation.Named.Edge is null)
            return false;
        HeapGraph graph = situation.Heap.Graph;
        foreach (NodeIndex hook in situation.Facts.AsyncHooks)
        {
            if (graph[hook].Follow(EdgeType.Property, "<symbol init>"u8) is not { Type: NodeType.Closure } init)
                continue;
            HeapNode code = init.Follow(EdgeType.Internal, "bound_function"u8) ?? init.Follow(EdgeType.Shortcut, "bound_function"u8) ?? init;
            if ((situation.Mentions(code, situation.Named.Name) ?? true) && Sees(situation, init))
                return true;
        }
        return false;
    }

    // The variable stands in one of the function's scopes, or the property belongs to what a variable or "this" of it is.
    static bool Sees(LeakSituation situation, HeapNode init)
    {
        NodeIndex owner = situation.Named.Owner;
        foreach (HeapEdge edge in init.Edges)
        {
            if (edge.TargetIndex == owner && edge.Type != EdgeType.Weak)
                return true;
        }
        return ScopeVariables.Of(init).Take(MostScopes).Any(scope => scope.Context == owner || scope.Variables.Fields.Any(variable => variable.TargetIndex == owner));
    }

    static bool IsStore(HeapEdge edge) => edge.Type == EdgeType.Property && (edge.HasName("<symbol kResourceStore>"u8) || edge.HasName("<symbol context_frame>"u8))
        || edge.Target.HasName("AsyncContextFrame"u8);
}
