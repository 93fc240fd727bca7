using System.Text.Json;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>The <c>snapshot</c> object of a file: what the columns of its number arrays mean. Nothing about them is taken for granted.</summary>
sealed class SnapshotHeader
{
    internal int NodeFields { get; private init; }
    internal int NodeType { get; private init; }
    internal int NodeName { get; private init; }
    internal int NodeId { get; private init; }
    internal int NodeSelfSize { get; private init; }
    internal int NodeEdgeCount { get; private init; }
    internal int NodeDetachedness { get; private init; }
    internal int NodeTraceId { get; private init; }
    internal int EdgeFields { get; private init; }
    internal int EdgeType { get; private init; }
    internal int EdgeName { get; private init; }
    internal int EdgeTarget { get; private init; }
    internal int LocationFields { get; private init; }
    internal int LocationObject { get; private init; }
    internal int LocationScript { get; private init; }
    internal int LocationLine { get; private init; }
    internal int LocationColumn { get; private init; }
    internal int TraceFunctionFields { get; private init; }
    internal int TraceFunctionName { get; private init; }
    internal int TraceFunctionScript { get; private init; }
    internal int TraceFunctionScriptId { get; private init; }
    internal int TraceFunctionLine { get; private init; }
    internal int TraceFunctionColumn { get; private init; }
    internal int TraceNodeFields { get; private init; }
    internal int TraceNodeId { get; private init; }
    internal int TraceNodeFunction { get; private init; }
    internal int TraceNodeCount { get; private init; }
    internal int TraceNodeSize { get; private init; }
    internal int TraceNodeChildren { get; private init; }
    internal int SampleFields { get; private init; }
    internal int SampleTime { get; private init; }
    internal int SampleLastId { get; private init; }
    internal required NodeType[] NodeTypes { get; init; }
    internal required string[] UnknownNodeTypes { get; init; }
    internal required EdgeType[] EdgeTypes { get; init; }

    /// <summary>Nodes promised; -1 when the header does not say.</summary>
    internal long NodeCount { get; private init; }

    /// <summary>Edges promised; -1 when the header does not say.</summary>
    internal long EdgeCount { get; private init; }

    internal long ExtraNativeBytes { get; private init; }

    internal static SnapshotHeader Parse(ReadOnlyMemory<byte> json, SnapshotLimits limits, long offset)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement, limits, offset);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            Throw.MetaInvalid("it is no proper JSON", offset);
            return null!;
        }
    }

    static SnapshotHeader Parse(JsonElement snapshot, SnapshotLimits limits, long offset)
    {
        if (!snapshot.TryGetProperty("meta", out JsonElement meta))
            Throw.MetaInvalid("\"meta\" is missing", offset);
        string[] nodeFields = Names(meta, "node_fields");
        string[] edgeFields = Names(meta, "edge_fields");
        string[] locationFields = Names(meta, "location_fields");
        string[] functionFields = Names(meta, "trace_function_info_fields");
        string[] traceFields = Names(meta, "trace_node_fields");
        string[] sampleFields = Names(meta, "sample_fields");
        int mostFields = new[] { nodeFields, edgeFields, locationFields, functionFields, traceFields, sampleFields }.Max(fields => fields.Length);
        if (mostFields > limits.MaxFields)
            Throw.LimitExceeded("fields of a record", mostFields, limits.MaxFields, offset);
        string[] types = TypeNames(meta, "node_types", nodeFields, "type");
        string[] unknown = [.. types.Where(name => NodeTypeNames.Node(name) is null)];
        if (unknown.Length > byte.MaxValue - (int)Graph.NodeType.FirstUnknown)
            Throw.LimitExceeded("unknown node types", unknown.Length, byte.MaxValue - (int)Graph.NodeType.FirstUnknown, offset);
        return new()
        {
            NodeFields = nodeFields.Length,
            NodeType = Field(nodeFields, "type"),
            NodeName = Field(nodeFields, "name"),
            NodeId = Field(nodeFields, "id"),
            NodeSelfSize = Field(nodeFields, "self_size"),
            NodeEdgeCount = Field(nodeFields, "edge_count"),
            NodeDetachedness = Array.IndexOf(nodeFields, "detachedness"),
            NodeTraceId = Array.IndexOf(nodeFields, "trace_node_id"),
            EdgeFields = edgeFields.Length,
            EdgeType = Field(edgeFields, "type"),
            EdgeName = Field(edgeFields, "name_or_index"),
            EdgeTarget = Field(edgeFields, "to_node"),
            LocationFields = locationFields.Length,
            LocationObject = Array.IndexOf(locationFields, "object_index"),
            LocationScript = Array.IndexOf(locationFields, "script_id"),
            LocationLine = Array.IndexOf(locationFields, "line"),
            LocationColumn = Array.IndexOf(locationFields, "column"),
            TraceFunctionFields = functionFields.Length,
            TraceFunctionName = Array.IndexOf(functionFields, "name"),
            TraceFunctionScript = Array.IndexOf(functionFields, "script_name"),
            TraceFunctionScriptId = Array.IndexOf(functionFields, "script_id"),
            TraceFunctionLine = Array.IndexOf(functionFields, "line"),
            TraceFunctionColumn = Array.IndexOf(functionFields, "column"),
            TraceNodeFields = traceFields.Length,
            TraceNodeId = Array.IndexOf(traceFields, "id"),
            TraceNodeFunction = Array.IndexOf(traceFields, "function_info_index"),
            TraceNodeCount = Array.IndexOf(traceFields, "count"),
            TraceNodeSize = Array.IndexOf(traceFields, "size"),
            TraceNodeChildren = Array.IndexOf(traceFields, "children"),
            SampleFields = sampleFields.Length,
            SampleTime = Array.IndexOf(sampleFields, "timestamp_us"),
            SampleLastId = Array.IndexOf(sampleFields, "last_assigned_id"),
            NodeTypes = [.. types.Select(name => NodeTypeNames.Node(name) ?? Graph.NodeType.FirstUnknown + (byte)Array.IndexOf(unknown, name))],
            UnknownNodeTypes = unknown,
            EdgeTypes = [.. TypeNames(meta, "edge_types", edgeFields, "type").Select(NodeTypeNames.Edge)],
            NodeCount = Count(snapshot, "node_count", offset),
            EdgeCount = Count(snapshot, "edge_count", offset),
            ExtraNativeBytes = Math.Max(0, Count(snapshot, "extra_native_bytes", offset)),
        };

        int Field(string[] fields, string name)
        {
            int index = Array.IndexOf(fields, name);
            if (index < 0)
                Throw.MetaInvalid($"the field \"{name}\" is missing", offset);
            return index;
        }

        string[] TypeNames(JsonElement meta, string property, string[] fields, string field)
        {
            int index = Array.IndexOf(fields, field);
            if (index < 0 || !meta.TryGetProperty(property, out JsonElement all) || all.ValueKind != JsonValueKind.Array || all.GetArrayLength() <= index
                || all[index].ValueKind != JsonValueKind.Array)
            {
                Throw.MetaInvalid($"\"{property}\" does not list the types", offset);
                return [];
            }
            return Strings(all[index]);
        }
    }

    static string[] Names(JsonElement meta, string property) =>
        meta.TryGetProperty(property, out JsonElement names) && names.ValueKind == JsonValueKind.Array ? Strings(names) : [];

    static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString() ?? "")];

    static long Count(JsonElement snapshot, string property, long offset)
    {
        if (!snapshot.TryGetProperty(property, out JsonElement count))
            return -1;
        if (count.ValueKind != JsonValueKind.Number || !count.TryGetInt64(out long value) || value is < 0 or > SnapshotLimits.MaxSelfSizes)
        {
            Throw.MetaInvalid($"\"{property}\" is no count", offset);
            return -1;
        }
        return value;
    }
}
