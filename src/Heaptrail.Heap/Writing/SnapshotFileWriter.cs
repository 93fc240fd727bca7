using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Writing;

/// <summary>
/// Writes a graph as a <c>.heapsnapshot</c> file, as V8 12 and newer do, so that Chrome DevTools and other tools open what was not read
/// from such a file. Stacks of allocations are not written.
/// </summary>
public static class SnapshotFileWriter
{
    const int NodeFields = 7;
    const int Often = 0xFFFF;

    static readonly string[] edgeTypes = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"];

    /// <summary>Writes it.</summary>
    /// <param name="graph">The graph. Its types are those of V8.</param>
    /// <param name="output">Gets UTF-8; stays open.</param>
    /// <param name="cancel">Stops between two nodes.</param>
    public static void Write(HeapGraph graph, Stream output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(output);
        using var text = new JsonNumbers(output);
        text.Add(Encoding.UTF8.GetBytes($"{{\"snapshot\":{{\"meta\":{Meta(graph)},\"node_count\":{graph.NodeCount},\"edge_count\":{graph.EdgeCount},"
            + $"\"trace_function_count\":0,\"extra_native_bytes\":{graph.ExtraNativeBytes}}},\n"));
        Nodes(graph, text, cancel);
        Edges(graph, text, cancel);
        text.Add("\"trace_function_infos\":[],\n\"trace_tree\":[],\n\"samples\":[],\n"u8);
        Locations(graph, text, cancel);
        Strings(graph.Strings, text, cancel);
    }

    static string Meta(HeapGraph graph)
    {
        int known = (int)NodeType.FirstUnknown;
        string nodeTypes = Names([.. Enumerable.Range(0, known + graph.UnknownTypeNames.Length).Select(type => graph.TypeName((NodeType)type))]);
        return $"{{\"node_fields\":{Names(["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"])},"
            + $"\"node_types\":[{nodeTypes},\"string\",\"number\",\"number\",\"number\",\"number\",\"number\"],"
            + $"\"edge_fields\":{Names(["type", "name_or_index", "to_node"])},\"edge_types\":[{Names(edgeTypes)},\"string_or_number\",\"node\"],"
            + $"\"trace_function_info_fields\":{Names(["function_id", "name", "script_name", "script_id", "line", "column"])},"
            + $"\"trace_node_fields\":{Names(["id", "function_info_index", "count", "size", "children"])},"
            + $"\"sample_fields\":{Names(["timestamp_us", "last_assigned_id"])},\"location_fields\":{Names(["object_index", "script_id", "line", "column"])}}}";
    }

    static string Names(string[] names) => $"[{string.Join(',', names.Select(name => $"\"{name}\""))}]";

    static void Nodes(HeapGraph graph, JsonNumbers text, CancellationToken cancel)
    {
        text.Add("\"nodes\":["u8);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if ((node & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            text.Begin(isFirst: node == 0);
            text.Add((int)graph.NodeTypes[node]);
            text.AddNext(graph.NodeNames[node]);
            text.AddNext(graph.NodeIds[node]);
            text.AddNext(graph.SelfSizes[node]);
            text.AddNext(graph.FirstEdge[node + 1] - graph.FirstEdge[node]);
            text.AddNext(0);
            text.AddNext(graph.Detachedness.GetValueOrDefault(node));
            text.End();
        }
        text.Add("],\n"u8);
    }

    static void Edges(HeapGraph graph, JsonNumbers text, CancellationToken cancel)
    {
        text.Add("\"edges\":["u8);
        for (int edge = 0; edge < graph.EdgeCount; edge++)
        {
            if ((edge & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            text.Begin(isFirst: edge == 0);
            text.Add((int)graph.TypeOf(edge));
            text.AddNext(unchecked((uint)graph.NameOf(edge)));
            text.AddNext((long)graph.TargetOf(edge) * NodeFields);
            text.End();
        }
        text.Add("],\n"u8);
    }

    static void Locations(HeapGraph graph, JsonNumbers text, CancellationToken cancel)
    {
        text.Add("\"locations\":["u8);
        bool isFirst = true;
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if ((node & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            if (graph.Locations[new NodeIndex(node)] is not { } at)
                continue;
            text.Begin(isFirst);
            isFirst = false;
            text.Add((long)node * NodeFields);
            text.AddNext(at.ScriptId);
            text.AddNext(at.Line);
            text.AddNext(at.Column);
            text.End();
        }
        text.Add("],\n"u8);
    }

    static void Strings(StringTable strings, JsonNumbers text, CancellationToken cancel)
    {
        text.Add("\"strings\":["u8);
        for (int i = 0; i < strings.Count; i++)
        {
            if ((i & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            text.Add(i == 0 ? "\""u8 : ",\n\""u8);
            // The table has them as they stand in a file, escapes included.
            text.Add(strings.Raw(i));
            text.Add("\""u8);
        }
        text.Add("]}\n"u8);
    }
}
