using System.Globalization;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// The names of a salvaged graph. Each string that is lost gets a placeholder of its own, so that objects of one class stay together
/// even if nobody knows the name of the class.
/// </summary>
sealed class SalvagedNames(StringTableBuilder strings)
{
    readonly int known = strings.Count;
    readonly Dictionary<uint, int> placeholders = [];

    /// <summary>Strings that were asked for and are lost.</summary>
    internal int Missing => placeholders.Count;

    /// <summary>The index of a name in the table that is being built.</summary>
    internal int Of(uint index)
    {
        if (index < known)
            return (int)index;
        if (!placeholders.TryGetValue(index, out int placeholder))
            placeholders.Add(index, placeholder = strings.Add(string.Create(CultureInfo.InvariantCulture, $"(missing string {index})")));
        return placeholder;
    }
}
