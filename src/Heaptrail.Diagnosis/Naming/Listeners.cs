using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>Listeners of an EventEmitter: the object in its property _events, which has a function or an array of functions per event (lib/events.js).</summary>
static class Listeners
{
    /// <summary>Whether a node is the table of an emitter's listeners.</summary>
    internal static bool IsTable(HeapGraph graph, NodeIndex node, RootPaths paths) =>
        paths.EdgeTo(node) is { Type: EdgeType.Property } edge && edge.HasName("_events"u8) && graph[node].Type == NodeType.Object;

    /// <summary>Whether a node is the list of the listeners for one event.</summary>
    internal static bool AreOn(HeapGraph graph, RootPaths paths, NodeIndex node) =>
        graph[node].HasName("Array"u8) && paths.ParentOf(node) is { IsSome: true } table && IsTable(graph, table, paths);
}
