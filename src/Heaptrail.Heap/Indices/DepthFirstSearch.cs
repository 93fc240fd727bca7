using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Numbers nodes in depth-first order over essential edges, with an explicit stack: a list of a million nodes is a million deep.
/// What the user's program reaches comes first. So that handles and the debugger never hold what the program holds, edges from other
/// nodes into this part are not essential (the rule of Chrome DevTools), and none of them has to be looked at one by one.
/// </summary>
sealed class DepthFirstSearch : IDisposable
{
    readonly HeapGraph graph;
    readonly CancellationToken cancel;
    readonly NodeSet visited;

    // Targets of strong edges that are not essential, met on the way: the program reaches them too.
    List<int>? aside = [];

    DepthFirstSearch(HeapGraph graph, CancellationToken cancel)
    {
        this.graph = graph;
        this.cancel = cancel;
        visited = new(graph.NodeCount);
        PageObjects = visited;
        Number = graph.Memory.Allocate<int>(graph.NodeCount);
        Order = graph.Memory.Allocate<int>(graph.NodeCount);
        Parent = graph.Memory.Scratch.Allocate<int>(graph.NodeCount);
        NextEdge = graph.Memory.Scratch.Allocate<int>(graph.NodeCount);
    }

    /// <summary>Where the columns are.</summary>
    internal ColumnMemory Memory => graph.Memory;

    /// <summary>Number of each node.</summary>
    internal Column<int> Number { get; }

    /// <summary>Node of each number.</summary>
    internal Column<int> Order { get; }

    /// <summary>Number of the parent in the search tree, for each number.</summary>
    internal Column<int> Parent { get; }

    /// <summary>For each number where to go on with the edges of its node. Free for others when the search is over.</summary>
    internal Column<int> NextEdge { get; }

    /// <summary>What the user's program reaches.</summary>
    internal NodeSet PageObjects { get; private set; }

    /// <summary>Nodes that essential edges lead to, and those that nothing leads to; they have the lower numbers.</summary>
    internal int Reached { get; private set; }

    int count;
    bool isRootHeld;

    internal static DepthFirstSearch Run(HeapGraph graph, CancellationToken cancel)
    {
        var search = new DepthFirstSearch(graph, cancel);
        search.SearchAll();
        return search;
    }

    void SearchAll()
    {
        visited.Add(0);
        Visit(0);
        foreach (HeapEdge edge in graph[NodeIndex.Root].Edges)
        {
            if (edge.Type == EdgeType.Shortcut || (edge.Type == EdgeType.Element && UserRoots.IsDocumentRoot(graph, edge.TargetIndex.Value)))
            {
                isRootHeld |= edge.TargetIndex.Value == 0;
                Start(edge.TargetIndex.Value);
            }
        }
        NodeSet others = FindOthers();
        PageObjects = visited.Copy();
        PageObjects.AddAll(others);
        aside = null;
        FromRoot(PageObjects);
        Block();
        FromRoot(null);
        Unblock();
        if (count < graph.NodeCount)
            FromUnheld();
        Reached = count;
        for (int node = 0; count < graph.NodeCount; node++)
        {
            // Nodes that hold each other and nothing else does: each by itself under the root.
            if (visited.Add(node))
                Visit(node);
        }
    }

    // What the program reaches only over strong edges that are not essential.
    NodeSet FindOthers()
    {
        var others = new NodeSet(graph.NodeCount);
        var stack = new Stack<int>(aside!);
        bool rootSeen = false;
        if (isRootHeld)
            stack.Push(0);
        while (stack.TryPop(out int node))
        {
            // No file of V8's has an edge to the root; if one has, the program reaches all that the root does.
            if (node == 0 ? rootSeen : visited[node] || !others.Add(node))
                continue;
            rootSeen |= node == 0;
            for (int edge = graph.FirstEdge[node]; edge < graph.FirstEdge[node + 1]; edge++)
            {
                if (!PackedEdge.IsWeak(graph.EdgeTargets[edge]))
                    stack.Push(graph.TargetOf(edge));
            }
        }
        return others;
    }

    void FromRoot(NodeSet? among)
    {
        for (int edge = graph.FirstEdge[0]; edge < graph.FirstEdge[1]; edge++)
        {
            uint target = graph.EdgeTargets[edge];
            if (PackedEdge.IsEssential(target) && (among is null || among[(int)target]))
                Start((int)target);
        }
    }

    // Nodes that no essential edge leads to hang under the root.
    void FromUnheld()
    {
        NodeSet held = FindHeld();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (PageObjects[node] && !held[node])
                Start(node);
        }
        Block();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (!PageObjects[node] && !held[node])
                Start(node);
        }
        Unblock();
    }

    NodeSet FindHeld()
    {
        var held = new NodeSet(graph.NodeCount);
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if ((node & (Chunks.Size - 1)) == 0)
                cancel.ThrowIfCancellationRequested();
            bool mayHoldAll = node == 0 || PageObjects[node];
            for (int edge = graph.FirstEdge[node]; edge < graph.FirstEdge[node + 1]; edge++)
            {
                uint target = targets[edge];
                if (PackedEdge.IsEssential(target) && target != node && !visited[(int)target] && (mayHoldAll || !PageObjects[(int)target]))
                    held.Add((int)target);
            }
        }
        return held;
    }

    // Makes searches pass by what the program reaches and no search has reached yet.
    void Block() => visited.AddAll(PageObjects);

    void Unblock()
    {
        for (int i = 0; i < visited.Words.Length; i++)
            visited.Words[i] = 0;
        ReadOnlySpan<int> order = Order.Span[..count];
        foreach (int node in order)
            visited.Add(node);
    }

    void Start(int node)
    {
        if (visited.Add(node))
            Search(node);
    }

    void Search(int start)
    {
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        ReadOnlySpan<int> first = graph.FirstEdge.Span;
        Span<int> number = Number.Span;
        Span<int> order = Order.Span;
        Span<int> parent = Parent.Span;
        Span<int> nextEdge = NextEdge.Span;
        Span<ulong> seen = visited.Words;
        bool toRoot = false;
        int bottom = count;
        int top = count;
        int next = count + 1;
        Visit(start);
        int edge = first[start];
        int end = first[start + 1];
        while (true)
        {
            while (edge < end)
            {
                uint target = targets[edge++];
                if (!PackedEdge.IsEssential(target))
                {
                    if (!PackedEdge.IsWeak(target))
                        aside?.Add(PackedEdge.NodeOf(target));
                    continue;
                }
                int node = (int)target;
                ref ulong word = ref seen[node >> 6];
                ulong bit = 1UL << (node & 63);
                if ((word & bit) != 0)
                {
                    toRoot |= node == 0;
                    continue;
                }
                word |= bit;
                nextEdge[top] = edge;
                number[node] = next;
                order[next] = node;
                parent[next] = top;
                top = next++;
                if ((top & (Chunks.Size - 1)) == 0)
                    cancel.ThrowIfCancellationRequested();
                edge = first[node];
                end = first[node + 1];
            }
            if (top == bottom)
                break;
            top = parent[top];
            edge = nextEdge[top];
            end = first[order[top] + 1];
        }
        count = next;
        isRootHeld |= toRoot;
    }

    void Visit(int node)
    {
        Number[node] = count;
        Order[count] = node;
        Parent[count] = 0;
        count++;
    }

    /// <summary>Gives back what only the computation of dominators needs.</summary>
    public void Dispose()
    {
        Parent.Dispose();
        NextEdge.Dispose();
    }
}
