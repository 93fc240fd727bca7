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
        Dictionary<int, uint> largeNames = table.ReadNumbers().ToDictionary(entry => entry.Key, entry => (uint)entry.Value);
        Dictionary<int, byte> detachedness = table.ReadNumbers().ToDictionary(entry => entry.Key, entry => (byte)entry.Value);
        int[] firstOfBlock = [.. table.ReadNumbers().OrderBy(entry => entry.Key).Select(entry => (int)entry.Value)];
        var graph = new HeapGraph
        {
            NodeTypes = Column<NodeType>("node.type"),
            NodeNames = Column<int>("node.name"),
            NodeIds = Column<uint>("node.id"),
            FirstEdge = Column<int>("node.edge"),
            EdgeLabels = Column<uint>("edge.label"),
            EdgeTargets = Column<uint>("edge.target"),
            LargeNames = largeNames,
            Strings = new([.. firstOfBlock.Select((_, i) => Column<byte>($"string.{i}"))], firstOfBlock, Column<uint>("string.start")),
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
