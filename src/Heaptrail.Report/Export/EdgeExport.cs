using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Report.Export;

/// <summary>All edges of a heap as rows, in file order: the ids of both nodes, the type, a name or an index, and whether it counts for dominators.</summary>
public static class EdgeExport
{
    const int NodesBetweenChecks = 1 << 12;

    /// <summary>Writes them. Memory does not depend on their number.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="format">How rows are written.</param>
    /// <param name="destination">Gets large pieces.</param>
    /// <param name="isDone">Whether nobody wants more: asked now and then.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Write(IndexedHeap heap, ExportFormat format, Stream destination, Func<bool> isDone, CancellationToken cancel = default)
    {
        HeapGraph graph = heap.Graph;
        var writer = new RowWriter(destination);
        if (format == ExportFormat.Csv)
            writer.Write("from,to,type,name,index,essential\n"u8);
        byte[][] types = [.. Enum.GetValues<EdgeType>().Select(type => Encoding.UTF8.GetBytes(type.Word()))];
        for (int i = 0; i < graph.NodeCount; i++)
        {
            if (i % NodesBetweenChecks == 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (isDone())
                    return;
            }
            HeapNode node = graph[new NodeIndex(i)];
            long from = node.Id;
            foreach (HeapEdge edge in node.Edges)
            {
                bool isCsv = format == ExportFormat.Csv;
                if (isCsv)
                    WriteCsv(writer, edge, from, types);
                else
                    WriteJson(writer, edge, from, types);
                WriteEnd(writer, isCsv, heap.IsEssential(edge.Index));
            }
        }
        writer.Flush();
    }

    static void WriteJson(RowWriter writer, HeapEdge edge, long from, byte[][] types)
    {
        writer.Write("{\"from\":"u8);
        writer.Write(from);
        writer.Write(",\"to\":"u8);
        writer.Write(edge.Target.Id);
        writer.Write(",\"type\":\""u8);
        writer.Write(types[(int)edge.Type]);
        if (edge.Type.IsIndexed())
        {
            writer.Write("\",\"index\":"u8);
            writer.Write(unchecked((uint)edge.NameOrIndex));
            return;
        }
        // The table keeps strings as JSON has them, which is what is wanted here.
        writer.Write("\",\"name\":\""u8);
        writer.Write(edge.Graph.Strings.Raw(edge.NameOrIndex));
        writer.Write("\""u8);
    }

    static void WriteCsv(RowWriter writer, HeapEdge edge, long from, byte[][] types)
    {
        writer.Write(from);
        writer.Write(","u8);
        writer.Write(edge.Target.Id);
        writer.Write(","u8);
        writer.Write(types[(int)edge.Type]);
        writer.Write(","u8);
        if (edge.Type.IsIndexed())
        {
            writer.Write(","u8);
            writer.Write(unchecked((uint)edge.NameOrIndex));
        }
        else
        {
            WriteName(writer, edge);
            writer.Write(","u8);
        }
    }

    static void WriteEnd(RowWriter writer, bool isCsv, bool isEssential)
    {
        writer.Write(isCsv ? ","u8 : ",\"essential\":"u8);
        writer.Write(isEssential ? "true"u8 : "false"u8);
        writer.Write(isCsv ? "\n"u8 : "}\n"u8);
    }

    static void WriteName(RowWriter writer, HeapEdge edge)
    {
        ReadOnlySpan<byte> raw = edge.Graph.Strings.Raw(edge.NameOrIndex);
        if (raw.IndexOfAny("\\,\""u8) < 0)
            writer.Write(raw);
        else
            writer.Write(RowText.Csv(edge.Name));
    }
}
