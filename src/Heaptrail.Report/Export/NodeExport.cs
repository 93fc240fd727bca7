using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Report.Export;

/// <summary>All nodes of a heap as rows, in file order, with the figures of Chrome DevTools.</summary>
public static class NodeExport
{
    const int RowsBetweenChecks = 1 << 14;

    /// <summary>Writes them. Memory does not depend on their number.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="format">How rows are written.</param>
    /// <param name="destination">Gets large pieces.</param>
    /// <param name="isDone">Whether nobody wants more: asked now and then.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Write(IndexedHeap heap, ExportFormat format, Stream destination, Func<bool> isDone, CancellationToken cancel = default)
    {
        var writer = new RowWriter(destination);
        if (format == ExportFormat.Csv)
            writer.Write("id,type,className,selfSize,retainedSize,distance,dominatorId,detachedness\n"u8);
        var rows = new Rows(heap, format, writer);
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            if (i % RowsBetweenChecks == 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (isDone())
                    return;
            }
            if (format == ExportFormat.Csv)
                rows.WriteCsv(new(i));
            else
                rows.WriteJson(new(i));
        }
        writer.Flush();
    }

    sealed class Rows(IndexedHeap heap, ExportFormat format, RowWriter writer)
    {
        readonly DetachedStates states = DetachedStates.Build(heap.Graph);
        readonly byte[]?[] classes = new byte[heap.Classes.Count][];
        readonly byte[]?[] types = new byte[256][];

        internal void WriteJson(NodeIndex index)
        {
            HeapNode node = heap.Graph[index];
            writer.Write("{\"id\":"u8);
            writer.Write(node.Id);
            writer.Write(",\"type\":"u8);
            writer.Write(TypeOf(node));
            writer.Write(",\"className\":"u8);
            writer.Write(ClassOf(index));
            writer.Write(",\"selfSize\":"u8);
            writer.Write(heap.ShallowSizes[index]);
            writer.Write(",\"retainedSize\":"u8);
            writer.Write(heap.RetainedSizes[index]);
            writer.Write(",\"distance\":"u8);
            writer.Write(heap.Distances[index]);
            writer.Write(",\"dominatorId\":"u8);
            writer.Write(heap.Graph[heap.Dominators[index]].Id);
            writer.Write(",\"detachedness\":"u8);
            writer.Write(states[index]);
            writer.Write("}\n"u8);
        }

        internal void WriteCsv(NodeIndex index)
        {
            HeapNode node = heap.Graph[index];
            writer.Write(node.Id);
            writer.Write(","u8);
            writer.Write(TypeOf(node));
            writer.Write(","u8);
            writer.Write(ClassOf(index));
            foreach (long figure in (ReadOnlySpan<long>)[
                heap.ShallowSizes[index], heap.RetainedSizes[index], heap.Distances[index], heap.Graph[heap.Dominators[index]].Id, states[index]])
            {
                writer.Write(","u8);
                writer.Write(figure);
            }
            writer.Write("\n"u8);
        }

        byte[] TypeOf(HeapNode node) => types[(int)node.Type] ??= Text(heap.Graph.TypeName(node.Type));

        byte[] ClassOf(NodeIndex node) => classes[heap.Classes[node].Value] ??= Text(heap.Classes.NameOf(node));

        byte[] Text(string text) => format == ExportFormat.Csv ? RowText.Csv(text) : RowText.Json(text);
    }
}
