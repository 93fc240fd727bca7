using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// A heap with all its indices in a file of columns, so that it opens without being read: a column is mapped, and checked, when it is
/// used for the first time.
/// </summary>
static class SavedIndex
{
    /// <summary>Opens the index of a snapshot.</summary>
    /// <param name="path">Path of the index.</param>
    /// <param name="source">The snapshot as it is now.</param>
    /// <param name="fault">Why there is no heap: the rest of a sentence about the file; <see langword="null"/> when there is no file.</param>
    internal static IndexedHeap? TryOpen(string path, SourceStamp source, out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
            return null;
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            IndexedHeap? heap = Open(file, source, out fault);
            file = heap is null ? file : null;
            return heap;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read ({e.Message})";
            return null;
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or OverflowException or FormatException)
        {
            fault = "is damaged";
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    static IndexedHeap? Open(SafeFileHandle file, SourceStamp source, out string? fault)
    {
        long length = RandomAccess.GetLength(file);
        var head = new byte[IndexHeader.Size];
        int read = RandomAccess.Read(file, head, 0);
        (IndexHeader header, fault) = IndexHeader.Parse(head.AsSpan(0, read), length);
        if (fault is null && header.Source != source)
            fault = "belongs to another state of the snapshot";
        if (fault is not null)
            return null;
        var table = new byte[header.TableBytes];
        if (RandomAccess.Read(file, table, header.TableOffset) != table.Length || Checksum.Of(table) != header.TableSum)
        {
            fault = "is damaged";
            return null;
        }
        using var reader = new BinaryReader(new MemoryStream(table), Encoding.UTF8);
        return new IndexReader(file, reader).Read();
    }

    /// <summary>Writes what was not written yet and puts the index in its place.</summary>
    internal static void Finish(IndexWriter writer, IndexedHeap heap, SourceStamp source, string path, CancellationToken cancel)
    {
        HeapGraph graph = heap.Graph;
        heap.Frequent.Prepare(cancel);
        AddGraph(writer, graph);
        writer.Add("shallow", heap.ShallowSizes.Small);
        writer.Add("distance", heap.Distances.Distances);
        writer.Add("class", heap.Classes.ClassOf);
        writer.Add("retained", heap.RetainedSizes.Column.Small);
        writer.Add("dominator", heap.Dominators.Dominators);
        writer.Add("preorder", heap.Dominators.Preorder);
        writer.Add("number", heap.Retainers.Number);
        writer.Add("retainer.first", heap.Retainers.First);
        writer.Add("retainer.source", heap.Retainers.Sources);
        writer.Add("ephemeron.edge", heap.Ephemerons.Edges);
        writer.Add("ephemeron.pair", heap.Ephemerons.Pairs);
        writer.Finish(source, facts =>
        {
            facts.Write(graph.ExtraNativeBytes);
            facts.Write(graph.UnknownTypeNames);
            facts.Write(graph.LargeNames.ToDictionary(entry => entry.Key, entry => (long)entry.Value));
            facts.Write(graph.Detachedness.ToDictionary(entry => entry.Key, entry => (long)entry.Value));
            facts.Write(graph.Strings.FirstOfBlock.ToArray().Index().ToDictionary(entry => entry.Index, entry => (long)entry.Item));
            facts.Write(graph.SelfSizes.Larger);
            facts.Write(heap.ShallowSizes.Larger);
            facts.Write(heap.RetainedSizes.Column.Larger);
            facts.Write(heap.Classes.Names);
            facts.Write(heap.Frequent);
        }, path);
    }

    static void AddGraph(IndexWriter writer, HeapGraph graph)
    {
        writer.Add("node.type", graph.NodeTypes);
        writer.Add("node.name", graph.NodeNames);
        writer.Add("node.id", graph.NodeIds);
        writer.Add("node.size", graph.SelfSizes.Small);
        writer.Add("node.edge", graph.FirstEdge);
        writer.Add("edge.label", graph.EdgeLabels);
        writer.Add("edge.target", graph.EdgeTargets);
        writer.Add("string.start", graph.Strings.Starts);
        for (int i = 0; i < graph.Strings.Blocks.Count; i++)
            writer.Add($"string.{i}", graph.Strings.Blocks[i]);
        writer.Add("location.bit", graph.Locations.Bits);
        writer.Add("location.rank", graph.Locations.Ranks);
        writer.Add("location.position", graph.Locations.Positions);
    }
}
