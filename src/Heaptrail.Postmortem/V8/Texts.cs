using System.Text;

namespace Heaptrail.Postmortem.V8;

/// <summary>Reads strings and the names that V8 makes from them.</summary>
sealed unsafe class Texts(V8Heap heap)
{
    /// <summary>Heap snapshots cut longer names as well.</summary>
    internal const int LongestName = 1024;

    // A rope is as deep as it was concatenated often.
    const int MostPieces = 1 << 16;

    readonly Dictionary<ulong, string> functions = [];

    internal static bool IsString(MapInfo? map) => map is { Type: < InstanceTypes.FirstNonString };

    /// <summary>Characters of a string; 0 for anything else.</summary>
    internal int LengthOf(ulong pointer) => IsString(heap.MapOf(pointer)) ? *(int*)(heap.At(pointer) + 12) : 0;

    /// <summary>A string, cut to the length of names; empty for anything else.</summary>
    internal string Read(ulong pointer, int longest = LongestName)
    {
        if (ReadWhole(pointer, longest) is { } whole)
            return whole;
        var text = new StringBuilder();
        var open = new Stack<(ulong Pointer, int Start, int Length)>();
        open.Push((pointer, 0, int.MaxValue));
        for (int pieces = 0; open.TryPop(out (ulong Pointer, int Start, int Length) part) && text.Length < longest && pieces < MostPieces; pieces++)
        {
            if (heap.MapOf(part.Pointer) is not { Type: < InstanceTypes.FirstNonString } map)
                continue;
            byte* at = heap.At(part.Pointer);
            int length = Math.Min(*(int*)(at + 12) - part.Start, part.Length);
            if (length <= 0)
                continue;
            switch (map.Type & 7)
            {
                case 0:
                    Append(text, at + 16, map.Type, part.Start, Math.Min(length, longest - text.Length), heap.Pages.Units[heap.Pages.Find(part.Pointer)].Left(part.Pointer - 1) - 16);
                    break;
                case 1:
                    int first = LengthOf(*(ulong*)(at + 16));
                    if (part.Start + length > first)
                        open.Push((*(ulong*)(at + 24), Math.Max(0, part.Start - first), length - Math.Max(0, first - part.Start)));
                    if (part.Start < first)
                        open.Push((*(ulong*)(at + 16), part.Start, Math.Min(length, first - part.Start)));
                    break;
                case 2:
                    byte* outside = heap.Space.Find(*(ulong*)(at + 24), (map.Type & 8) != 0 ? part.Start + length : (part.Start + length) * 2L);
                    if (outside != null)
                        Append(text, outside, map.Type, part.Start, Math.Min(length, longest - text.Length), long.MaxValue);
                    break;
                case 3:
                    open.Push((*(ulong*)(at + 16), V8Heap.SmallOf(*(ulong*)(at + 24)) + part.Start, length));
                    break;
                default:
                    open.Push((*(ulong*)(at + 16), part.Start, length));
                    break;
            }
        }
        return text.ToString();
    }

    // Most strings lie in one piece.
    string? ReadWhole(ulong pointer, int longest)
    {
        if (heap.MapOf(pointer) is not { Type: < InstanceTypes.FirstNonString } map || (map.Type & 7) != 0)
            return null;
        byte* at = heap.At(pointer);
        int length = Math.Clamp(*(int*)(at + 12), 0, longest);
        long left = heap.Pages.Units[heap.Pages.Find(pointer)].Left(pointer - 1) - 16;
        if ((map.Type & 8) != 0)
            return Encoding.Latin1.GetString(at + 16, (int)Math.Clamp(left, 0, length));
        return new((char*)(at + 16), 0, (int)Math.Clamp(left / 2, 0, length));
    }

    static void Append(StringBuilder text, byte* characters, int type, int start, int length, long left)
    {
        bool isOneByte = (type & 8) != 0;
        length = (int)Math.Min(length, (isOneByte ? left : left / 2) - start);
        for (int i = 0; i < length; i++)
            text.Append(isOneByte ? (char)characters[start + i] : *(char*)(characters + ((start + i) * 2)));
    }

    /// <summary>Name of a property: a string, or a symbol as snapshots write it.</summary>
    internal string NameOf(ulong key)
    {
        MapInfo? map = heap.MapOf(key);
        return map is { Type: InstanceTypes.Symbol } ? $"<symbol {Read(heap.Field(key, 16))}>" : Read(key);
    }

    /// <summary>Name of a function; empty when it has none.</summary>
    internal string FunctionName(ulong function) => SharedName(heap.Field(function, heap.Layout.FunctionShared));

    /// <summary>Name in a function's shared data.</summary>
    internal string SharedName(ulong shared)
    {
        if (!functions.TryGetValue(shared, out string? name))
            functions.Add(shared, name = FindName(shared));
        return name;
    }

    string FindName(ulong shared)
    {
        if (heap.MapOf(shared) is not { } map || map.Type != heap.Types.SharedFunctionInfo)
            return "";
        ulong field = heap.Field(shared, heap.Layout.SharedName);
        if (IsString(heap.MapOf(field)))
            return Read(field);
        return new ScopeReader(heap, field) is { IsScope: true } scope && scope.FunctionName is var found && IsString(heap.MapOf(found)) ? Read(found) : "";
    }
}
