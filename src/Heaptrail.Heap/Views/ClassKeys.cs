using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

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

    /// <summary>Gives out the numbers of the nodes of one heap.</summary>
    internal Numbering Of(HeapGraph graph, ClassIndex classes) => new(this, graph, classes);

    int NumberOf(string name, ObjectLocation? location)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, (name, location), out bool known);
        if (!known)
        {
            number = keys.Count;
            keys.Add((name, location));
        }
        return number;
    }

    /// <summary>The classes of one heap. Most nodes have no position, so that the class alone gives the number.</summary>
    internal sealed class Numbering(ClassKeys keys, HeapGraph graph, ClassIndex classes)
    {
        readonly int[] ofClass = Unknown(classes.Count);
        readonly Dictionary<(int Class, ObjectLocation Location), int> located = [];

        internal int this[NodeIndex node]
        {
            get
            {
                int id = classes[node].Value;
                if (graph[node].Type == NodeType.Object && graph.Locations[node] is { } at)
                {
                    ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(located, (id, at), out bool known);
                    return known ? number : number = keys.NumberOf(classes.NameOf(new ClassId(id)), at);
                }
                return ofClass[id] >= 0 ? ofClass[id] : ofClass[id] = keys.NumberOf(classes.NameOf(new ClassId(id)), null);
            }
        }

        static int[] Unknown(int count)
        {
            var numbers = new int[count];
            numbers.AsSpan().Fill(-1);
            return numbers;
        }
    }
}
