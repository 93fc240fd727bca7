using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>Numbers for the classes of several heaps.</summary>
sealed class ClassKeys
{
    readonly Dictionary<ClassKey, int> numbers = [];
    readonly List<ClassKey> keys = [];

    /// <summary>Number of classes so far.</summary>
    internal int Count => keys.Count;

    /// <summary>Name and position of a class.</summary>
    internal ClassKey this[int number] => keys[number];

    /// <summary>Number of a class, a new one if need be.</summary>
    internal int NumberOf(ClassKey key)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out bool known);
        if (!known)
        {
            number = keys.Count;
            keys.Add(key);
        }
        return number;
    }
}

/// <summary>
/// A class in several heaps. As in Chrome DevTools, a class is its name and, for objects whose constructor has a known position, that
/// position: two classes of one name in two files are two classes.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where its constructor is declared.</param>
// A class and no structure: .NET has compiled dictionaries of references in advance, those of structures of ours it compiles at each start.
sealed record ClassKey(string Name, ObjectLocation? Location);
