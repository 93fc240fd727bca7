using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Heaptrail.Heap.Graph;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the two big sections of a file that V8 wrote, nodes and edges, at the same time and straight into columns. Everything is
/// checked, but nothing is explained: whatever does not fit throws <see cref="IrregularLayoutException"/>, and the general reader
/// reads the file again and says what is wrong.
/// </summary>
sealed class FastSections(SafeFileHandle file, SnapshotHeader header, Action<int> onRead, CancellationToken cancel)
{
    const int RecordsPerBatch = 1024;

    readonly GraphColumns columns = new((int)header.NodeCount, (int)header.EdgeCount);

    /// <summary>
    /// Reads both sections when they lie as V8 writes them, and leaves the cursor behind the edges. Otherwise the cursor stays where it
    /// was, before the bracket that opens the nodes.
    /// </summary>
    internal static GraphColumns? TryRead(ByteCursor cursor, SnapshotHeader header, SnapshotLimits limits)
    {
        if (cursor.File is not { } file || !Fits(header, limits, cursor.TotalBytes) || cursor.PeekToken() != '[')
            return null;
        long begin = cursor.Offset;
        long read = begin;
        try
        {
            var sections = new FastSections(file, header, bytes => cursor.Report(Interlocked.Add(ref read, bytes)), cursor.Cancel);
            cursor.Seek(sections.Read(begin + 1));
            return sections.columns;
        }
        catch (IrregularLayoutException)
        {
            cursor.Seek(begin);
            return null;
        }
    }

    // The header describes what V8 writes, the file is long enough for its promises, and this machine can scan it quickly.
    static bool Fits(SnapshotHeader header, SnapshotLimits limits, long fileBytes) =>
        Vector256.IsHardwareAccelerated
        && Environment.GetEnvironmentVariable("HEAPTRAIL_FORCE_SCALAR") != "1"
        && header is { NodeType: 0, NodeName: 1, NodeId: 2, NodeSelfSize: 3, NodeEdgeCount: 4, EdgeType: 0, EdgeName: 1, EdgeTarget: 2, EdgeFields: 3 }
        && header.NodeCount > 0 && header.NodeCount <= Math.Min(limits.MaxNodes, fileBytes) && header.NodeCount < Array.MaxLength
        && header.EdgeCount >= 0 && header.EdgeCount <= Math.Min(limits.MaxEdges, fileBytes) && header.EdgeCount < Array.MaxLength
        && ((header.NodeCount * header.NodeFields) + (header.EdgeCount * header.EdgeFields)) * 2 <= fileBytes;

    // Returns the offset behind the bracket that closes the edges.
    long Read(long nodesOffset)
    {
        Task<long> edges = Task.Run(() => ReadEdges(FindEdges(nodesOffset)), CancellationToken.None);
        try
        {
            ReadNodes(nodesOffset);
        }
        finally
        {
            // Both must be over before the file is closed or read again.
            ((IAsyncResult)edges).AsyncWaitHandle.WaitOne();
        }
        return edges.GetAwaiter().GetResult();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ReadNodes(long offset)
    {
        var window = new NumberWindow(file, offset, onRead, cancel);
        int fields = header.NodeFields;
        int detachedness = header.NodeDetachedness;
        int traceId = header.NodeTraceId;
        var batch = new ulong[(RecordsPerBatch * fields) + 32];
        int node = 0;
        int kept = 0;
        long edges = 0;
        NodeType[] types = header.NodeTypes;
        while (!window.AtEnd)
        {
            int count = window.Read(batch, kept);
            int i = 0;
            for (; i + fields <= count; i += fields, node++)
            {
                ulong type = batch[i];
                ulong name = batch[i + 1];
                ulong id = batch[i + 2];
                ulong size = batch[i + 3];
                ulong edgeCount = batch[i + 4];
                if (node >= columns.NodeTypes.Length || type >= (ulong)types.Length || name > int.MaxValue || id > uint.MaxValue || edgeCount > int.MaxValue)
                    throw new IrregularLayoutException();
                columns.NodeTypes[node] = types[type];
                columns.NodeNames[node] = (int)name;
                columns.NodeIds[node] = (uint)id;
                columns.SetSelfSize(node, size);
                edges += (long)edgeCount;
                columns.FirstEdge[node + 1] = (int)Math.Min(edges, int.MaxValue);
                columns.HighestName = Math.Max(columns.HighestName, (int)name);
                if (detachedness >= 0 && batch[i + detachedness] is > 0 and var state)
                    columns.Detachedness.Add(node, (byte)Math.Min(state, byte.MaxValue));
                if (traceId >= 0 && batch[i + traceId] is > 0 and <= uint.MaxValue and var trace)
                    columns.TraceIds.Set(node, (uint)trace);
            }
            kept = count - i;
            Array.Copy(batch, i, batch, 0, kept);
        }
        if (node != columns.NodeTypes.Length || kept != 0 || edges != columns.EdgeTypes.Length)
            throw new IrregularLayoutException();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    long ReadEdges(long offset)
    {
        var window = new NumberWindow(file, offset, onRead, cancel);
        var batch = new ulong[(RecordsPerBatch * 3) + 32];
        ulong nodes = (ulong)columns.NodeTypes.Length;
        ulong fields = (ulong)header.NodeFields;
        // Lemire: for 32-bit n the high half of n * (2^64 / d + 1) is n / d.
        ulong reciprocal = (ulong.MaxValue / fields) + 1;
        EdgeType[] types = header.EdgeTypes;
        EdgeType[] edgeTypes = columns.EdgeTypes;
        int[] edgeNames = columns.EdgeNames;
        int[] edgeTargets = columns.EdgeTargets;
        uint highest = 0;
        int edge = 0;
        int kept = 0;
        while (!window.AtEnd)
        {
            int count = window.Read(batch, kept);
            int i = 0;
            for (; i + 3 <= count; i += 3, edge++)
            {
                ulong type = batch[i];
                ulong name = batch[i + 1];
                ulong target = batch[i + 2];
                ulong node = target <= uint.MaxValue ? Math.BigMul(target, reciprocal, out _) : target / fields;
                if (edge >= edgeTypes.Length || type >= (ulong)types.Length || name > uint.MaxValue || node >= nodes || node * fields != target)
                    throw new IrregularLayoutException();
                EdgeType known = types[type];
                edgeTypes[edge] = known;
                edgeNames[edge] = unchecked((int)(uint)name);
                edgeTargets[edge] = (int)node;
                if (!known.IsIndexed() && (uint)name > highest)
                    highest = (uint)name;
            }
            kept = count - i;
            Array.Copy(batch, i, batch, 0, kept);
        }
        if (edge != edgeTypes.Length || kept != 0)
            throw new IrregularLayoutException();
        columns.HighestEdgeName = highest;
        return window.Offset;
    }

    // Behind the bracket that ends the nodes, the key, and the bracket that opens the edges.
    long FindEdges(long nodesOffset)
    {
        var buffer = new byte[1 << 20];
        long offset = nodesOffset;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                throw new IrregularLayoutException();
            int bracket = buffer.AsSpan(0, read).IndexOf((byte)']');
            if (bracket >= 0)
                return BehindKey(file, offset + bracket + 1, "edges"u8) ?? throw new IrregularLayoutException();
            offset += read;
        }
    }

    // The offset behind ,\n"key":[ or null when the file has something else there.
    static long? BehindKey(SafeFileHandle file, long offset, ReadOnlySpan<byte> key)
    {
        byte[] expected = [.. ",\n\""u8, .. key, .. "\":["u8];
        var found = new byte[expected.Length];
        return RandomAccess.Read(file, found, offset) == found.Length && found.AsSpan().SequenceEqual(expected) ? offset + expected.Length : null;
    }
}
