namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the <c>trace_function_infos</c> section. How many there are is told by the section alone: a process that records itself writes
/// more than its header says.
/// </summary>
static class TraceFunctionSection
{
    internal static List<TraceFunction> Read(ByteCursor cursor, SnapshotHeader header, SnapshotLimits limits)
    {
        var functions = new List<TraceFunction>();
        NumberRecords.Read(cursor, header.TraceFunctionFields, record =>
        {
            long name = record[header.TraceFunctionName];
            long script = record[header.TraceFunctionScript];
            if (Math.Max(name, script) > int.MaxValue)
                Throw.FieldOutOfRange("function", functions.Count, "name", Math.Max(name, script), 1L << 31, cursor.Offset);
            functions.Add(new((int)name, (int)script, Int(record, header.TraceFunctionScriptId), Int(record, header.TraceFunctionLine), Int(record, header.TraceFunctionColumn)));
            if (functions.Count > limits.MaxTraceNodes)
                Throw.LimitExceeded("functions", functions.Count, limits.MaxTraceNodes, cursor.Offset);
        });
        return functions;
    }

    static int Int(ReadOnlySpan<long> record, int field) => field < 0 ? 0 : (int)Math.Min(record[field], int.MaxValue);
}

/// <summary>A function of the section, before the strings are known.</summary>
readonly record struct TraceFunction(int Name, int Script, int ScriptId, int Line, int Column);
