using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Numbers for the classes of several heaps. As in Chrome DevTools, a class is its name and, for objects whose constructor has a
/// known position, that position: two classes of one name in two files are two classes.
/// </summary>
sealed class ClassKeys
{
    readonly Dictionary<(string Name, ObjectLocation? Location), int> numbers = [];
    readonly List<(string Name, ObjectLocation? Location)> keys = [];

    /// <summary>Number of classes so far.</summary>
    internal int Count => keys.Count;

    /// <summary>Name and position of a class.</summary>
    internal (string Name, ObjectLocation? Location) this[int number] => keys[number];

    /// <summary>Number of a class, a new one if need be.</summary>
    internal int NumberOf(string name, ObjectLocation? location)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, (name, location), out bool known);
        if (!known)
        {
            number = keys.Count;
            keys.Add((name, location));
        }
        return number;
    }
}
