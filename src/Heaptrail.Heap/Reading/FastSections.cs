using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the big sections of a file that V8 wrote on two threads and straight into columns: the edges on one, the nodes, strings and
/// positions on the other. Everything is checked, but nothing is explained: whatever does not fit throws
/// <see cref="IrregularLayoutException"/>, and the general reader reads the section again and says what is wrong.
/// </summary>
sealed class FastSections
{
    readonly SafeFileHandle file;
    readonly SnapshotHeader header;
    readonly SnapshotLimits limits;
    readonly CancellationToken cancel;
    readonly Action<int> onRead;
    readonly long fileBytes;

    FastSections(ByteCursor cursor, SafeFileHandle file, SnapshotHeader header, SnapshotLimits limits)
    {
        this.file = file;
        this.header = header;
        this.limits = limits;
        cancel = cursor.Cancel;
        fileBytes = cursor.TotalBytes;
        long read = cursor.Offset;
        onRead = bytes => cursor.Report(Interlocked.Add(ref read, bytes));
        Columns = new((int)header.NodeCount, (int)header.EdgeCount, cursor.Memory);
    }

    /// <summary>Nodes and edges.</summary>
    internal GraphColumns Columns { get; }

    /// <summary>The strings; <see langword="null"/> when they are left to the general reader.</summary>
    internal Section<StringTable>? Strings { get; private set; }

    /// <summary>The source positions; <see langword="null"/> when they are left to the general reader.</summary>
    internal Section<LocationTable>? Locations { get; private set; }

    /// <summary>
    /// Reads nodes and edges when they lie as V8 writes them, and leaves the cursor behind the edges. Otherwise the cursor stays where it
    /// was, before the bracket that opens the nodes.
    /// </summary>
    internal static FastSections? TryRead(ByteCursor cursor, SnapshotHeader header, SnapshotLimits limits)
    {
        if (cursor.File is not { } file || !Fits(header, limits, cursor.TotalBytes) || cursor.PeekToken() != '[')
            return null;
        long begin = cursor.Offset;
        var sections = new FastSections(cursor, file, header, limits);
        try
        {
            cursor.Seek(sections.Read(begin + 1));
            return sections;
        }
        catch (Exception e)
        {
            sections.Discard();
            if (e is not IrregularLayoutException)
                throw;
            cursor.Seek(begin);
            return null;
        }
    }

    // The header describes what V8 writes, the file is long enough for its promises, and this machine can scan it quickly.
    static bool Fits(SnapshotHeader header, SnapshotLimits limits, long fileBytes) =>
        Vector256.IsHardwareAccelerated
        && Environment.GetEnvironmentVariable("HEAPTRAIL_FORCE_SCALAR") != "1"
        && header is { NodeType: 0, NodeName: 1, NodeId: 2, NodeSelfSize: 3, NodeEdgeCount: 4, EdgeType: 0, EdgeName: 1, EdgeTarget: 2, EdgeFields: 3 }
        && header.NodeFields <= 7
        && header.NodeCount > 0 && header.NodeCount <= Math.Min(limits.MaxNodes, fileBytes) && header.NodeCount <= PackedEdge.MaxNodes
        && header.EdgeCount > 0 && header.EdgeCount <= Math.Min(limits.MaxEdges, fileBytes) && header.EdgeCount < Array.MaxLength
        && ((header.NodeCount * header.NodeFields) + (header.EdgeCount * header.EdgeFields)) * 2 <= fileBytes;

    // Returns the offset behind the bracket that closes the edges.
    long Read(long nodes)
    {
        Task others = Task.Run(() => ReadOthers(nodes), CancellationToken.None);
        try
        {
            long edges = SectionFinder.Edges(file, nodes, fileBytes, cancel) ?? throw new IrregularLayoutException();
            return new EdgeRecords(new(file, edges, onRead, cancel), Columns, header).Read();
        }
        finally
        {
            // All must be over before the file is closed or read again.
            ((IAsyncResult)others).AsyncWaitHandle.WaitOne();
            others.GetAwaiter().GetResult();
        }
    }

    void ReadOthers(long nodes)
    {
        var window = new FileWindow(file, nodes, onRead, cancel);
        new NodeRecords(window, Columns, header).Read();
        if (SectionFinder.Strings(file, window.Offset, fileBytes) is not { } strings)
            return;
        Strings = Try(strings, at => StringRecords.Read(at, fileBytes - strings, limits, Columns.Memory));
        if (LocationRecords.CanRead(header)
            && SectionFinder.Before(file, strings, "locations"u8, window.Offset) is { } locations)
        {
            Locations = Try(locations, at => LocationRecords.Read(at, strings - locations, header, Columns.Memory));
        }
    }

    Section<T>? Try<T>(long begin, Func<FileWindow, T> read)
    {
        var window = new FileWindow(file, begin, onRead, cancel);
        try
        {
            return new(begin - 1, read(window), window.Offset);
        }
        catch (IrregularLayoutException)
        {
            return null;
        }
    }

    /// <summary>Gives the memory back; only when no graph came of it.</summary>
    internal void Discard()
    {
        Columns.Discard();
        Strings?.Content.Dispose();
        Locations?.Content.Dispose();
    }

    /// <summary>A section that was read ahead of its turn.</summary>
    /// <param name="Begin">Offset of the opening bracket.</param>
    /// <param name="Content">What is in it.</param>
    /// <param name="End">Offset behind the closing bracket.</param>
    internal sealed record Section<T>(long Begin, T Content, long End);
}
