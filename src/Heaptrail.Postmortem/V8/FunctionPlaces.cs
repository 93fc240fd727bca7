using System.Globalization;

namespace Heaptrail.Postmortem.V8;

/// <summary>Where a function is in its file.</summary>
/// <param name="Script">Name of the file, as V8 has it: a path, a <c>file:</c> URL, or <c>node:…</c>.</param>
/// <param name="Line">Line, from 1; 0 when the source is not in the memory.</param>
/// <param name="Column">Column, from 1; 0 when the source is not in the memory.</param>
readonly record struct FunctionPlace(string Script, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? Script : string.Create(CultureInfo.InvariantCulture, $"{Script}:{Line}:{Column}");
}

/// <summary>Finds the places of functions, from their scripts.</summary>
sealed class FunctionPlaces(V8Heap heap, Texts texts)
{
    const int ScriptSource = 8;
    const int ScriptName = 16;
    const int ScriptLineEnds = 56;
    const int ScriptId = 64;
    const int UncompiledStart = 16;
    const int LongestSource = 1 << 26;

    readonly Dictionary<ulong, int[]> lineEnds = [];

    /// <summary>Place of a function; <see langword="null"/> when it has no script.</summary>
    internal FunctionPlace? Of(ulong function) => OfShared(heap.Field(function, heap.Layout.FunctionShared));

    FunctionPlace? OfShared(ulong shared)
    {
        if (ScriptOf(shared) is not { } script)
            return null;
        string name = texts.Read(heap.Field(script, ScriptName));
        int position = StartOf(shared);
        (int line, int column) = position < 0 ? (0, 0) : Place(script, position);
        return name.Length == 0 ? null : new(name, line, column);
    }

    /// <summary>Number of the script of a function, and its place there as <see cref="Place"/> gives it.</summary>
    internal (int Script, int Line, int Column) PositionOf(ulong shared)
    {
        if (ScriptOf(shared) is not { } script || StartOf(shared) is not (>= 0 and var position))
            return default;
        (int line, int column) = Place(script, position);
        return (V8Heap.SmallOf(heap.Field(script, ScriptId)), line, column);
    }

    /// <summary>Line and column of an offset in the file of a function, both from 1; 0 when the source is not in the memory.</summary>
    internal (int Line, int Column) Place(ulong script, int position)
    {
        if (!lineEnds.TryGetValue(script, out int[]? ends))
            lineEnds.Add(script, ends = [.. LineEnds(script)]);
        if (ends.Length == 0)
            return (0, 0);
        int line = Array.BinarySearch(ends, position);
        line = line < 0 ? ~line : line;
        int start = line == 0 ? 0 : ends[line - 1] + 1;
        return (line + 1, position - start + 1);
    }

    /// <summary>The script of a function; <see langword="null"/> when it has none.</summary>
    internal ulong? ScriptOf(ulong shared)
    {
        if (heap.MapOf(shared) is not { } map || map.Type != heap.Types.SharedFunctionInfo)
            return null;
        ulong script = heap.Field(shared, heap.Layout.SharedScript);
        return heap.MapOf(script) is { } kind && kind.Type == heap.Types.Script ? script : null;
    }

    int StartOf(ulong shared)
    {
        if (new ScopeReader(heap, heap.Field(shared, heap.Layout.SharedName)) is { IsScope: true } scope)
            return scope.StartPosition;
        // A function that never ran has no scope yet, but V8 has passed over its source.
        foreach (int offset in (ReadOnlySpan<int>)[V8Layout.SharedFunctionData, V8Layout.SharedFunctionData + 8])
        {
            ulong data = heap.Field(shared, offset);
            if (heap.MapOf(data) is { } map && heap.Types.Names.TryGetValue(map.Type, out string? name) && name.StartsWith("UncompiledData", StringComparison.Ordinal))
                return (int)heap.Field(data, UncompiledStart);
        }
        return -1;
    }

    // V8 notes them when something went wrong in a file; otherwise they are counted in its source.
    IEnumerable<int> LineEnds(ulong script)
    {
        ulong known = heap.Field(script, ScriptLineEnds);
        if (heap.MapOf(known) is { } map && InstanceTypes.IsIn(heap.Types.FixedArrays, map.Type) && V8Heap.SmallOf(heap.Field(known, 8)) is > 0 and var count)
        {
            for (int i = 0; i < count; i++)
                yield return V8Heap.SmallOf(heap.Field(known, 16 + (i * 8)));
            yield break;
        }
        string source = texts.Read(heap.Field(script, ScriptSource), LongestSource);
        if (source.Length == 0)
            yield break;
        for (int at = source.IndexOf('\n'); at >= 0; at = source.IndexOf('\n', at + 1))
            yield return at;
        yield return source.Length;
    }
}
