using System.Text.Json;

namespace Heaptrail.Diagnosis.Source;

/// <summary>Parses source maps, plain ones and those that consist of sections. They are not trusted: every count has a bound.</summary>
sealed class SourceMapParser
{
    const int MostSegments = 10_000_000;
    const int MostLines = 10_000_000;
    const int MostSources = 1_000_000;
    const int MostNames = 10_000_000;
    const int DeepestJson = 16;

    readonly List<string> sources = [];
    readonly List<string> names = [];
    readonly List<int> firstOfLine = [0];
    readonly List<SourceMapSegment> segments = [];

    internal static SourceMap? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutGuard(json), new() { MaxDepth = DeepestJson });
            var parser = new SourceMapParser();
            return parser.ReadMap(document.RootElement) ? parser.Build() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    // Servers may put )]}' and a line end before the object, so that no page can run it as a script.
    static ReadOnlyMemory<byte> WithoutGuard(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        return json.Span.StartsWith(")]}"u8) && json.Span.IndexOf((byte)'\n') is >= 0 and var end ? json[(end + 1)..] : json;
    }

    bool ReadMap(JsonElement map)
    {
        if (map.ValueKind != JsonValueKind.Object || !map.TryGetProperty("version", out JsonElement version) || version.GetInt32() != 3)
            return false;
        return map.TryGetProperty("sections", out JsonElement sections) ? ReadSections(sections) : ReadPlain(map, 0, 0);
    }

    bool ReadSections(JsonElement sections)
    {
        foreach (JsonElement section in sections.EnumerateArray())
        {
            JsonElement offset = section.GetProperty("offset");
            int line = offset.GetProperty("line").GetInt32();
            int column = offset.GetProperty("column").GetInt32();
            // Sections may not overlap, and none has sections of its own.
            if (line < firstOfLine.Count - 1 || line >= MostLines || column < 0 || !ReadPlain(section.GetProperty("map"), line, column))
                return false;
        }
        return true;
    }

    bool ReadPlain(JsonElement map, int firstLine, int firstColumn)
    {
        int firstSource = sources.Count;
        int firstName = names.Count;
        string root = map.TryGetProperty("sourceRoot", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        if (root.Length > 0 && !root.EndsWith('/'))
            root += "/";
        foreach (JsonElement source in map.GetProperty("sources").EnumerateArray())
            sources.Add(root + (source.ValueKind == JsonValueKind.String ? source.GetString() : "?"));
        if (map.TryGetProperty("names", out JsonElement all) && all.ValueKind == JsonValueKind.Array)
            names.AddRange(all.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : ""));
        if (sources.Count > MostSources || names.Count > MostNames)
            return false;
        while (firstOfLine.Count <= firstLine)
            firstOfLine.Add(segments.Count);
        return ReadMappings(map.GetProperty("mappings").GetString(), firstSource, firstName, firstColumn);
    }

    bool ReadMappings(string? mappings, int firstSource, int firstName, int firstColumn)
    {
        var reader = new VlqReader(mappings);
        // All but the column go on from line to line.
        long column = firstColumn;
        long source = firstSource;
        long line = 0;
        long originalColumn = 0;
        long name = firstName;
        while (!reader.IsAtEnd)
        {
            if (reader.Next is ',' or ';')
            {
                if (reader.Next == ';')
                {
                    firstOfLine.Add(segments.Count);
                    column = 0;
                }
                reader.Skip();
                if (firstOfLine.Count > MostLines)
                    return false;
                continue;
            }
            if (segments.Count == MostSegments || !reader.TryRead(out int step) || !IsPlace(column += step))
                return false;
            if (IsEndOfSegment(reader))
            {
                segments.Add(new((int)column, -1, 0, 0));
                continue;
            }
            if (!reader.TryRead(out int sourceStep) || !reader.TryRead(out int lineStep) || !reader.TryRead(out int columnStep))
                return false;
            source += sourceStep;
            if (source < firstSource || source >= sources.Count || !IsPlace(line += lineStep) || !IsPlace(originalColumn += columnStep))
                return false;
            // The fifth number is that of the original name. One that does not exist costs the name, not the map.
            int named = -1;
            if (!IsEndOfSegment(reader))
            {
                if (!reader.TryRead(out int nameStep) || !IsEndOfSegment(reader))
                    return false;
                name += nameStep;
                named = name >= firstName && name < names.Count ? (int)name : -1;
            }
            segments.Add(new((int)column, (int)source, (int)line, (int)originalColumn, named));
        }
        return true;
    }

    static bool IsEndOfSegment(VlqReader reader) => reader.IsAtEnd || reader.Next is ',' or ';';

    static bool IsPlace(long number) => number is >= 0 and <= int.MaxValue;

    SourceMap Build()
    {
        firstOfLine.Add(segments.Count);
        SourceMapSegment[] all = [.. segments];
        // Columns should ascend already. A stable order keeps the last of equal ones last.
        for (int line = 0; line + 1 < firstOfLine.Count; line++)
        {
            Span<SourceMapSegment> ofLine = all.AsSpan(firstOfLine[line], firstOfLine[line + 1] - firstOfLine[line]);
            if (!IsSorted(ofLine))
                ofLine.ToArray().OrderBy(segment => segment.Column).ToArray().CopyTo(ofLine);
        }
        return new(sources, names, [.. firstOfLine], all);
    }

    static bool IsSorted(ReadOnlySpan<SourceMapSegment> segments)
    {
        for (int i = 1; i < segments.Length; i++)
        {
            if (segments[i].Column < segments[i - 1].Column)
                return false;
        }
        return true;
    }
}
