using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>How much an edge explains to a person who looks for a name: 0 much, 3 nothing.</summary>
sealed class PathPreference
{
    readonly HeapGraph graph;
    readonly bool[] special;
    readonly int module;
    readonly int moduleWrap;
    readonly int timersList;

    internal PathPreference(HeapGraph graph)
    {
        this.graph = graph;
        module = graph.Strings.IndexOf("Module"u8);
        moduleWrap = graph.Strings.IndexOf("ModuleWrap"u8);
        timersList = graph.Strings.IndexOf("TimersList"u8);
        special = new bool[graph.NodeCount];
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        for (int node = 0; node < special.Length; node++)
        {
            special[node] = types[node] is NodeType.Synthetic or NodeType.Native or NodeType.Code or NodeType.ObjectShape
                || node == 0 || IsModule(node) || HoldsModules(node) || IsTimers(node);
        }
    }

    /// <summary>Whether all edges of a node are of level 0.</summary>
    internal bool IsPlain(int node) => !special[node];

    internal int LevelOf(int edge, int node)
    {
        int target = graph.TargetOf(edge);
        if (node == 0)
            return graph.NodeTypes[target] == NodeType.Synthetic ? 1 : 0;
        return graph.NodeTypes[node] switch
        {
            NodeType.Synthetic => IsLastResort(node) ? 3 : 1,
            NodeType.Native => 1,
            NodeType.Code or NodeType.ObjectShape => 2,
            _ => IsTimers(node) ? 2 : ModuleLevel(edge, target),
        };
    }

    // A module's exports are found through its variables; what leads from module to module only says that both were loaded.
    int ModuleLevel(int edge, int target) =>
        IsModule(target) || graph.Strings.Equals(NameOf(edge), "children"u8) || graph.Strings.Equals(NameOf(edge), "parent"u8) ? 2 : 0;

    int NameOf(int edge) => graph.TypeOf(edge).IsIndexed() ? 0 : graph.NameOf(edge);

    bool IsModule(int node) =>
        graph.NodeNames[node] is var name && ((name == module && module >= 0) || (name == moduleWrap && moduleWrap >= 0)) && graph.NodeTypes[node] == NodeType.Object;

    // A server's time-outs lead to it, but nobody looks for a server among the timers.
    bool IsTimers(int node) => graph.NodeTypes[node] == NodeType.Object && graph.NodeNames[node] == timersList && timersList >= 0;

    bool HoldsModules(int node)
    {
        if (module < 0 && moduleWrap < 0)
            return false;
        int first = graph.FirstEdge[node];
        int end = Math.Min(graph.FirstEdge[node + 1], first + 4);
        for (int edge = first; edge < end; edge++)
        {
            if (IsModule(graph.TargetOf(edge)))
                return true;
        }
        return false;
    }

    bool IsLastResort(int node)
    {
        ReadOnlySpan<byte> name = graph.Strings.Raw(graph.NodeNames[node]);
        return name.StartsWith("(Stack"u8) || name.StartsWith("(Handle"u8) || name.StartsWith("(Debugger"u8) || name.StartsWith("(Micro"u8)
            || name.StartsWith("(Compilation"u8) || name.StartsWith("(Identity"u8);
    }
}
