using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>
/// Listeners of an EventTarget: its property kEvents is a Map from the name of an event to the head of a list, whose members point at
/// one another by "next" (lib/internal/event_target.js).
/// </summary>
static class EventTargets
{
    /// <summary>Whether a node is a member of such a list.</summary>
    internal static bool IsListener(HeapNode node) => node.Type == NodeType.Object && node.HasName("Listener"u8);

    /// <summary>The target that a member of a list belongs to, and the name of the event; <see langword="null"/> for other nodes.</summary>
    internal static (NodeIndex Target, string? Event)? Find(HeapGraph graph, NodeIndex member, RootPaths paths)
    {
        if (!IsListener(graph[member]))
            return null;
        NodeIndex head = member;
        while (paths.EdgeTo(head) is { Type: EdgeType.Property } edge && edge.HasName("next"u8))
            head = paths.ParentOf(head);
        NodeIndex table = paths.ParentOf(head);
        NodeIndex map = table.IsSome ? paths.ParentOf(table) : NodeIndex.None;
        if (!map.IsSome || paths.EdgeTo(map) is not { Type: EdgeType.Property } events || !events.HasName("<symbol kEvents>"u8))
            return null;
        return (paths.ParentOf(map), EventOf(graph, map, head));
    }

    static string? EventOf(HeapGraph graph, NodeIndex map, NodeIndex head)
    {
        CollectionEntry? entry = CollectionEntries.Find(graph[map])?.Entries.FirstOrDefault(e => e.Value == head);
        return entry?.Key is { } key && graph[key].Type == NodeType.String ? graph[key].RawName : null;
    }
}
