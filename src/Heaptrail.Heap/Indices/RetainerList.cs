using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>The edges that lead to one node, to be used in <c>foreach</c>.</summary>
public readonly ref struct RetainerList
{
    readonly RetainerIndex index;
    readonly NodeIndex target;
    readonly ReadOnlySpan<uint> sources;

    internal RetainerList(RetainerIndex index, NodeIndex target, ReadOnlySpan<uint> sources)
    {
        this.index = index;
        this.target = target;
        this.sources = sources;
    }

    /// <summary>Number of edges.</summary>
    public int Count => sources.Length;

    /// <summary>Edge at a place in the list.</summary>
    public HeapEdge this[int place]
    {
        get
        {
            int source = PackedEdge.NodeOf(sources[place]);
            int before = place;
            while (before > 0 && PackedEdge.NodeOf(sources[before - 1]) == source)
                before--;
            return new(index.Graph, new(index.EdgeBetween(index.Order[source], target.Value, place - before)));
        }
    }

    /// <summary>The node that the edge at a place leaves. Cheaper than the edge.</summary>
    public NodeIndex SourceAt(int place) => new(index.Order[PackedEdge.NodeOf(sources[place])]);

    /// <summary>Whether the edge at a place keeps its target alive. Cheaper than the edge.</summary>
    public bool IsStrongAt(int place) => !PackedEdge.IsWeak(sources[place]);

    /// <summary>Starts at the first edge.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the edges.</summary>
    public ref struct Enumerator
    {
        readonly RetainerList list;
        int current;
        int ofSame;

        internal Enumerator(RetainerList list)
        {
            this.list = list;
            current = -1;
        }

        /// <summary>The edge under the cursor.</summary>
        public readonly HeapEdge Current =>
            new(list.index.Graph, new(list.index.EdgeBetween(list.SourceAt(current).Value, list.target.Value, ofSame)));

        /// <summary>The node that the edge under the cursor leaves.</summary>
        public readonly NodeIndex Source => list.SourceAt(current);

        /// <summary>Steps to the next edge.</summary>
        public bool MoveNext()
        {
            if (++current >= list.Count)
                return false;
            ofSame = current > 0 && PackedEdge.NodeOf(list.sources[current - 1]) == PackedEdge.NodeOf(list.sources[current]) ? ofSame + 1 : 0;
            return true;
        }
    }
}
