using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>One salvage: finds where the sections begin, then reads each as far as it goes, and makes a graph of what fits together.</summary>
sealed class SalvageRun(ByteCursor cursor, SnapshotLimits limits, SnapshotFormatException problem)
{
    readonly Dictionary<string, long> sections = [];
    readonly StringTableBuilder strings = new();
    readonly List<NodeRecord> nodes = [];
    readonly List<EdgeRecord> edges = [];
    SnapshotHeader? header;
    int[] edgeCounts = [];
    long promisedEdges;

    internal SalvagedSnapshot Run()
    {
        Attempt(Locate);
        strings.Drop();
        if (header is null || !sections.ContainsKey("nodes"))
            throw problem;
        Attempt(() => ReadSection("nodes", ReadNodes));
        if (nodes.Count == 0)
            throw problem;
        edgeCounts = new int[nodes.Count];
        Attempt(() => ReadSection("edges", ReadEdges));
        var names = new SalvagedNames(strings);
        HeapGraphBuilder graph = Build(names);
        Attempt(() => ReadSection("locations", () => LocationSection.Read(cursor, header!, graph)));
        return new(graph.Build(strings.Build()), new(
            problem, Lost(header.NodeCount, nodes.Count), Lost(header.EdgeCount >= 0 ? header.EdgeCount : promisedEdges, edges.Count), names.Missing));
    }

    static long? Lost(long promised, int read) => promised < 0 ? null : Math.Max(0, promised - read);

    static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (SnapshotFormatException)
        {
            // The rest of this part is lost; what came before stays.
        }
    }

    // The strings come last in V8's order and are needed first.
    void Locate()
    {
        while (cursor.PeekToken() != '}')
        {
            if (sections.Count > 0)
                cursor.Expect((byte)',', "','");
            string key = JsonValues.ReadKey(cursor);
            cursor.Section = $"\"{key}\"";
            long offset = cursor.Offset;
            sections.TryAdd(key, offset);
            if (key == "snapshot" && header is null)
                header = SnapshotHeader.Parse(JsonValues.ReadRaw(cursor, limits.MaxHeaderBytes), limits, offset);
            else if (key == "strings" && strings.Count == 0)
                StringSection.Read(cursor, limits, strings);
            else
                JsonValues.Skip(cursor);
        }
    }

    void ReadSection(string key, Action read)
    {
        if (!sections.TryGetValue(key, out long offset))
            return;
        cursor.Section = $"\"{key}\"";
        cursor.Seek(offset);
        read();
    }

    void ReadNodes()
    {
        long bytes = 0;
        ReadRecords(header!.NodeFields, (records, i) =>
        {
            NodeRecord node = NodeSection.Check(records, i, header, limits, promisedEdges, ref bytes);
            promisedEdges += node.EdgeCount;
            nodes.Add(node);
        });
    }

    // Edges have no source in the file: they follow each other in the order of their nodes.
    void ReadEdges()
    {
        int source = 0;
        int left = nodes[0].EdgeCount;
        ReadRecords(header!.EdgeFields, (records, i) =>
        {
            EdgeRecord edge = EdgeSection.Check(records, i, header, limits);
            while (left == 0 && source < nodes.Count - 1)
                left = nodes[++source].EdgeCount;
            if (left == 0)
                return;
            left--;
            if (edge.Target >= nodes.Count)
                return;
            edgeCounts[source]++;
            edges.Add(edge);
        });
    }

    void ReadRecords(int fields, Action<RecordScanner, int> take)
    {
        var records = new RecordScanner(cursor, fields);
        bool more = true;
        while (more)
        {
            try
            {
                more = records.Read();
            }
            finally
            {
                // The records before the one that is cut are whole.
                for (int i = 0; i < records.Count; i++)
                    take(records, i);
            }
        }
    }

    HeapGraphBuilder Build(SalvagedNames names)
    {
        var graph = new HeapGraphBuilder(nodes.Count, edges.Count) { UnknownTypeNames = header!.UnknownNodeTypes, ExtraNativeBytes = Math.Max(0, header.ExtraNativeBytes) };
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeRecord node = nodes[i];
            graph.AddNode(node.Type, names.Of((uint)node.Name), node.Id, node.SelfSize, edgeCounts[i]);
            if (node.Detachedness != 0)
                graph.SetDetachedness(new(i), node.Detachedness);
        }
        foreach (EdgeRecord edge in edges)
            graph.AddEdge(edge.Type, edge.Type.IsIndexed() ? unchecked((int)edge.Name) : names.Of(edge.Name), (int)edge.Target);
        return graph;
    }
}
