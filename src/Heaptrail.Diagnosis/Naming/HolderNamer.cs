using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>
/// Names a holder: the nearest variable or property above it. Elements, tables and contexts are stepped over; a list of listeners
/// goes by the name of its emitter and Node's lists of timers by "timers".
/// </summary>
sealed class HolderNamer
{
    const int FarthestName = 64;

    readonly IndexedHeap heap;
    readonly HeapGraph graph;
    readonly RootPaths paths;
    readonly ContextScopes scopes;
    readonly SourcePlaces places;

    internal HolderNamer(IndexedHeap heap, RootPaths paths, IScriptSources sources)
    {
        this.heap = heap;
        graph = heap.Graph;
        this.paths = paths;
        scopes = new(graph);
        places = new(sources);
    }

    internal RootPaths Paths => paths;

    internal SourcePlaces Places => places;

    internal NamedHolder Name(LeakCandidate candidate)
    {
        if (candidate.OpenHandles is not null)
            return new($"open {Phrases.Plural(heap.Classes.NameOf(candidate.UnitClass))}", HolderKind.Internal, null, null, NodeIndex.None, candidate.Holder, null, null);
        if (TimerLists.IsList(graph[candidate.Holder]))
            return new("timers", HolderKind.Internal, places.OfFunction(Callbacks.LocationOf(graph[candidate.Unit.Sample])), null, NodeIndex.None, candidate.Holder, null, null);
        if (EventTargets.Find(graph, candidate.Anchor(graph), paths) is not null)
            return WithCallback(NameOf(candidate.Anchor(graph)), candidate);
        return WithCallback(candidate.Slot is { } slot ? FromEdge(graph[slot], candidate.Anchor(graph)) : NameOf(candidate.Holder), candidate);
    }

    // What Node.js itself holds is declared nowhere; what is called from there is.
    NamedHolder WithCallback(NamedHolder named, LeakCandidate candidate) =>
        named.Location is null ? named with { Callback = places.OfFunction(Callbacks.LocationOf(graph[candidate.Unit.Sample])) } : named;

    /// <summary>Where a variable that is a step of a path is declared.</summary>
    internal SourceLocation? LocationOf(HeapEdge edge) => edge.Type switch
    {
        EdgeType.Context => places.OfVariable(edge.Name, scopes.FunctionIn(graph.SourceOf(edge.Index))),
        _ => places.OfFunction(graph.Locations[edge.TargetIndex]),
    };

    /// <summary>A context in words, and for one that is no module's the place of a function that sees it.</summary>
    internal (string Name, SourceLocation? Location) ScopeOf(NodeIndex context)
    {
        ObjectLocation? function = scopes.FunctionIn(context);
        // V8's own functions, such as those that settle a promise, have a scope without a script.
        if (scopes.IsModule(context) && function is not null)
            return (places.FileOf(function) is { } file ? $"module {file}" : "a module", null);
        return ("captured variables", places.OfFunction(function));
    }

    NamedHolder NameOf(NodeIndex holder)
    {
        NodeIndex node = holder;
        string? eventName = null;
        bool isTarget = false;
        if (EventTargets.Find(graph, holder, paths) is var (target, type))
            (isTarget, eventName, node) = (true, type, target);
        for (int i = 0; i < FarthestName && NamingEdge(node) is { } edge; i++)
        {
            NodeIndex source = graph.SourceOf(edge.Index);
            // A signal is a private part of its controller, which is what a program has by name.
            if (edge.Type == EdgeType.Property && isTarget && graph[source].HasName("AbortController"u8))
            {
                node = source;
                continue;
            }
            if (Listeners.IsTable(graph, source, paths))
            {
                eventName = edge.Name;
                node = paths.ParentOf(source);
                continue;
            }
            // An object that only its handle leads to, such as the socket of a connection, has no name but its class.
            if (edge.HasName("<symbol owner_symbol>"u8))
                return new(heap.Classes.NameOf(node), HolderKind.Internal, null, null, NodeIndex.None, node, null, eventName);
            if (edge.Type == EdgeType.Context || (edge.Type == EdgeType.Property && !IsInternalName(edge)))
                return FromEdge(edge, node) with { EventName = eventName };
            node = source;
        }
        return new(heap.Classes.NameOf(holder), HolderKind.Internal, null, null, NodeIndex.None, holder, null, eventName);
    }

    // A variable is the best name, then a property, then whatever the path to the root enters by.
    HeapEdge? NamingEdge(NodeIndex node)
    {
        HeapEdge? onPath = paths.EdgeTo(node);
        if (onPath is { Type: EdgeType.Context })
            return onPath;
        HeapEdge? property = onPath is { Type: EdgeType.Property } ? onPath : null;
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            NodeIndex source = graph.SourceOf(edge.Index);
            if (!paths.Reaches(source) || source == node)
                continue;
            if (edge.Type == EdgeType.Context && (onPath is not { Type: EdgeType.Property } || IsVariableOf(source, edge, onPath.Value)))
                return edge;
            if (edge.Type == EdgeType.Property && !IsInternalName(edge))
                property ??= edge;
        }
        return property ?? onPath;
    }

    // What a module exports is a property of its exports and mostly a variable of the same name; that one tells more.
    bool IsVariableOf(NodeIndex context, HeapEdge variable, HeapEdge property) => variable.NameOrIndex == property.NameOrIndex && scopes.IsModule(context);

    NamedHolder FromEdge(HeapEdge edge, NodeIndex named)
    {
        NodeIndex owner = graph.SourceOf(edge.Index);
        string name = edge.Name;
        if (graph[named] is { Type: NodeType.Object } process && process.HasName("process"u8))
            return new("process", HolderKind.Global, null, edge.Index, owner, named, null, null);
        if (edge.Type == EdgeType.Context)
        {
            ObjectLocation? function = scopes.FunctionIn(owner);
            HolderKind kind = scopes.IsModule(owner) ? HolderKind.ModuleVariable : HolderKind.ClosureVariable;
            return new(name, kind, places.OfVariable(name, function), edge.Index, owner, named, places.FileOf(function), null) { Near = function };
        }
        if (GlobalObject.Is(graph[owner]))
        {
            SourceLocation? place = places.OfGlobal(name);
            return new(name, HolderKind.Global, place, edge.Index, owner, named, place?.File, null);
        }
        ObjectLocation? near = NearestFunction(owner);
        bool isStatic = graph[owner].Type == NodeType.Closure;
        SourceLocation? declared = near is null ? places.OfOnlyAssignment(name) : places.OfProperty(name, near);
        return new(name, isStatic ? HolderKind.StaticField : HolderKind.Property, declared, edge.Index, owner, named,
            places.FileOf(near) ?? declared?.File, null)
        { Near = near };
    }

    // The functions of a plain object stand where it is made, mostly.
    ObjectLocation? OwnMethod(NodeIndex node)
    {
        foreach (HeapEdge edge in graph[node].Edges)
        {
            if (edge.Type == EdgeType.Property && edge.Target.Type == NodeType.Closure && !edge.HasName("constructor"u8)
                && graph.Locations[edge.TargetIndex] is { } location && places.FileOf(location) is not null)
                return location;
        }
        return null;
    }

    // A plain object has no position of its own; its functions have one, or the module does whose variable or exports lead to it.
    // An object of Node's own, such as a socket, has none in the program, and what leads to it need not be where it gets a property.
    ObjectLocation? NearestFunction(NodeIndex node)
    {
        for (int i = 0; i < FarthestName && node.IsSome; i++)
        {
            if (graph.Locations[node] is { } location)
                return places.FileOf(location) is null ? null : location;
            if (graph[node].IsContext())
                return scopes.FunctionIn(node);
            if (OwnMethod(node) is { } method)
                return method;
            node = paths.ParentOf(node);
        }
        return null;
    }

    static bool IsInternalName(HeapEdge edge) => edge.HasName("__proto__"u8) || edge.Name.StartsWith("<symbol", StringComparison.Ordinal);
}
