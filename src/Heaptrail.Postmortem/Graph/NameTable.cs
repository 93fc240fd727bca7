using System.Globalization;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Postmortem.Graph;

/// <summary>The strings of a graph, each once.</summary>
sealed class NameTable
{
    readonly StringTableBuilder strings = new();
    readonly Dictionary<string, int> known = [];
    readonly List<int> numbers = [];

    internal int Of(string text)
    {
        if (!known.TryGetValue(text, out int index))
            known.Add(text, index = strings.Add(text));
        return index;
    }

    /// <summary>A number as a name: edges of V8's own arrays have such.</summary>
    internal int Of(int number)
    {
        while (numbers.Count <= number)
            numbers.Add(-1);
        if (numbers[number] < 0)
            numbers[number] = Of(number.ToString(CultureInfo.InvariantCulture));
        return numbers[number];
    }

    internal StringTable Build() => strings.Build();
}
