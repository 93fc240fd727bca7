using System.Text;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Tests.Support;

/// <summary>Writes a graph as a V8 heap snapshot, piece by piece, so that large ones never exist as a whole.</summary>
static class SnapshotText
{
    public static string Of(HeapGraph graph, SnapshotLayout? layout = null) => string.Concat(Parts(graph, layout ?? SnapshotLayout.Node24));

    /// <summary>The text as UTF-8 in a stream that cannot seek.</summary>
    public static Stream Stream(HeapGraph graph, SnapshotLayout? layout = null) => new PartStream(Parts(graph, layout ?? SnapshotLayout.Node24));

    /// <summary>Puts white space around every token of a JSON text.</summary>
    public static string Spread(string json, string space)
    {
        var text = new StringBuilder(space);
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (inString && json[i] == '\\')
                text.Append(json[i++]);
            else if (json[i] == '"')
                inString = !inString;
            bool token = !inString && json[i] is '{' or '}' or '[' or ']' or ',' or ':';
            text.Append(token && !inString ? $"{space}{json[i]}{space}" : json[i].ToString());
        }
        return text.Append(space).ToString();
    }

    static IEnumerable<string> Parts(HeapGraph graph, SnapshotLayout layout)
    {
        string before = "{";
        foreach (string key in layout.Keys)
        {
            yield return $"{before}\"{key}\":";
            before = ",\n";
            foreach (string part in Section(graph, layout, key))
                yield return part;
        }
        yield return "}";
    }

    static IEnumerable<string> Section(HeapGraph graph, SnapshotLayout layout, string key) => layout.Extra.TryGetValue(key, out string? value) ? [value] : key switch
    {
        "snapshot" => [Header(graph, layout)],
        "nodes" => List(Nodes(graph, layout), layout.LineFeeds ? "\n" : ""),
        "edges" => List(Edges(graph, layout), layout.LineFeeds ? "\n" : ""),
        "locations" => List(Locations(graph, layout), layout.LineFeeds ? "\n" : ""),
        "strings" => List(Strings(graph).Concat(layout.MoreStrings.Select(s => $"\"{s}\"")), "", layout.LineFeeds ? ",\n" : ","),
        _ => ["[]"],
    };

    static IEnumerable<string> List(IEnumerable<string> records, string after, string? comma = null)
    {
        yield return "[";
        bool first = true;
        foreach (string record in records)
        {
            if (!first)
                yield return comma ?? ",";
            first = false;
            yield return record + after;
        }
        yield return "]";
    }

    static string Header(HeapGraph graph, SnapshotLayout layout)
    {
        string counts = layout.Counts ? $",\"node_count\":{graph.NodeCount},\"edge_count\":{graph.EdgeCount},\"trace_function_count\":0" : "";
        string nodeTypes = string.Join(',', layout.NodeFields.Select(f => f == "type" ? Names(layout.NodeTypes) : "\"number\""));
        string edgeTypes = string.Join(',', layout.EdgeFields.Select(f => f == "type" ? Names(layout.EdgeTypes) : "\"node\""));
        return $"{{\"meta\":{{\"node_fields\":{Names(layout.NodeFields)},\"node_types\":[{nodeTypes}],\"edge_fields\":{Names(layout.EdgeFields)},"
            + $"\"edge_types\":[{edgeTypes}],\"location_fields\":{Names(layout.LocationFields)}{layout.RecordingMeta}}}{counts}}}";
    }

    static string Names(string[] names) => $"[{string.Join(',', names.Select(n => $"\"{n}\""))}]";

    static IEnumerable<string> Nodes(HeapGraph graph, SnapshotLayout layout)
    {
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            yield return string.Join(',', layout.NodeFields.Select(field => field switch
            {
                "type" => Array.IndexOf(layout.NodeTypes, graph.TypeName(node.Type)),
                "name" => node.NameIndex,
                "id" => node.Id,
                "self_size" => node.SelfSize,
                "edge_count" => node.EdgeCount,
                "detachedness" => graph.Detachedness.GetValueOrDefault(i),
                "trace_node_id" => layout.TraceIds.GetValueOrDefault(i),
                _ => 77,
            }));
        }
    }

    static IEnumerable<string> Edges(HeapGraph graph, SnapshotLayout layout)
    {
        for (int i = 0; i < graph.EdgeCount; i++)
        {
            HeapEdge edge = graph[new EdgeIndex(i)];
            yield return string.Join(',', layout.EdgeFields.Select(field => field switch
            {
                "type" => Array.IndexOf(layout.EdgeTypes, edge.Type.Word()),
                "name_or_index" => unchecked((uint)edge.NameOrIndex),
                "to_node" => edge.TargetIndex.Value * (long)layout.NodeFields.Length,
                _ => 77,
            }));
        }
    }

    static IEnumerable<string> Locations(HeapGraph graph, SnapshotLayout layout)
    {
        for (int i = 0; i < graph.NodeCount && graph.Locations.Count > 0; i++)
        {
            if (graph.Locations[new(i)] is { } location)
            {
                yield return string.Join(',', layout.LocationFields.Select(field => field switch
                {
                    "object_index" => i * layout.NodeFields.Length,
                    "script_id" => location.ScriptId,
                    "line" => location.Line,
                    "column" => location.Column,
                    _ => 77,
                }));
            }
        }
    }

    static IEnumerable<string> Strings(HeapGraph graph)
    {
        for (int i = 0; i < graph.Strings.Count; i++)
            yield return $"\"{Encoding.UTF8.GetString(graph.Strings.Raw(i))}\"";
    }
}
