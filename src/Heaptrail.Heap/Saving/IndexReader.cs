using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>Makes a heap of the table of an index; the columns stay in the file.</summary>
sealed class IndexReader(SafeFileHandle file, BinaryReader table)
{
    readonly Dictionary<string, ColumnEntry> entries = [];

    internal IndexedHeap Read()
    {
        for (int columns = table.ReadInt32(); columns > 0; columns--)
            entries.Add(table.ReadString(), ColumnEntry.Read(table));
        // In the order in which SavedIndex writes them.
        long extraNativeBytes = table.ReadInt64();
        string[] unknownTypeNames = table.ReadTexts();
        // Plain loops: each generic method of the framework over numbers is compiled while the user waits.
        var largeNames = new Dictionary<int, uint>();
        foreach ((int edge, long name) in table.ReadNumbers())
            largeNames.Add(edge, (uint)name);
        var detachedness = new Dictionary<int, byte>();
        foreach ((int node, long state) in table.ReadNumbers())
            detachedness.Add(node, (byte)state);
        Dictionary<int, long> blocks = table.ReadNumbers();
        var firstOfBlock = new int[blocks.Count];
        var stringBlocks = new Column<byte>[blocks.Count];
        for (int i = 0; i < blocks.Count; i++)
        {
            firstOfBlock[i] = (int)blocks[i];
            stringBlocks[i] = Column<byte>($"string.{i}");
        }
        var graph = new HeapGraph
        {
            NodeTypes = Column<NodeType>("node.type"),
            NodeNames = Column<int>("node.name"),
            NodeIds = Column<uint>("node.id"),
            FirstEdge = Column<int>("node.edge"),
            EdgeLabels = Column<uint>("edge.label"),
            EdgeTargets = Column<uint>("edge.target"),
            LargeNames = largeNames,
            Strings = new(stringBlocks, firstOfBlock, Column<uint>("string.start")),
            UnknownTypeNames = unknownTypeNames,
            Locations = new(Column<ulong>("location.bit"), Column<int>("location.rank"), Column<ObjectLocation>("location.position")),
            Detachedness = detachedness,
            ExtraNativeBytes = extraNativeBytes,
            SelfSizes = new(Column<uint>("node.size"), table.ReadNumbers()),
        };
        Column<int> preorder = Column<int>("preorder");
        return new()
        {
            Graph = graph,
            ShallowSizes = new(Column<uint>("shallow"), table.ReadNumbers()),
            RetainedSizes = new(new(Column<uint>("retained"), table.ReadNumbers())),
            Classes = new(Column<int>("class"), table.ReadTexts()),
            Frequent = table.ReadViews(),
            Distances = new(Column<int>("distance")),
            Dominators = new(Column<int>("dominator"), preorder),
            Retainers = new(graph, Column<int>("number"), preorder, Column<int>("retainer.first"), Column<uint>("retainer.source")),
            Ephemerons = new(graph, Column<int>("ephemeron.edge"), Column<int>("ephemeron.pair")),
        };
    }

    unsafe Column<T> Column<T>(string name)
        where T : unmanaged
    {
        ColumnEntry entry = entries[name];
        if (entry.ValueBytes != sizeof(T))
            throw new FormatException();
        return entry.Length == 0 ? Graph.Column<T>.Empty : new(new FilePart(file, entry.Offset, entry.Bytes, entry.Sums), entry.Length);
    }
}
