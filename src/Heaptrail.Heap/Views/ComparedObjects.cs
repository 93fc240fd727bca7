using System.Runtime.CompilerServices;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>What is asked of a heap when it is compared with another: its objects by id, and their classes.</summary>
sealed class ComparedObjects
{
    readonly ClassNumbers numbers;
    readonly int[] shared;

    ComparedObjects(IndexedHeap heap, IdOrder byId, ClassNumbers numbers, int[] shared)
    {
        Heap = heap;
        ById = byId;
        this.numbers = numbers;
        this.shared = shared;
    }

    internal IndexedHeap Heap { get; }

    /// <summary>The objects that have a size.</summary>
    internal IdOrder ById { get; }

    /// <summary>Number of an object's class in <see cref="ClassKeys"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ClassOf(int node) => shared[numbers.OfNode[node]];

    /// <summary>Counts the objects to their classes.</summary>
    internal void AddTotals(List<ClassTally> tallies, int snapshot)
    {
        for (int i = 0; i < shared.Length; i++)
            tallies[shared[i]].Add(snapshot, numbers.Totals[i]);
    }

    /// <summary>Prepares a heap, and the one that it is compared with when that was not done yet.</summary>
    /// <param name="earlier">The heap; its plain objects are classified by the definitions of the last one.</param>
    /// <param name="keys">Classes of all heaps.</param>
    /// <param name="last">The last heap.</param>
    internal static ComparedObjects Build(IndexedHeap earlier, ClassKeys keys, LastHeap last)
    {
        PlainObjectShapes? shapes = null;
        IdOrder? byId = null;
        ClassNumbers? numbers = null;
        string?[] ofShape = [];
        Parallel.Invoke(() => shapes = new(earlier.Graph), last.FindDefinitions);
        Parallel.Invoke(
            () => byId = IdOrder.Build(earlier),
            last.Sort,
            () => numbers = ClassNumbers.Build(earlier, shapes),
            last.Number,
            () => ofShape = new InterfaceNames(earlier.Graph, shapes!, last.Definitions).OfEachShape());
        return new(earlier, byId!, numbers!, numbers!.In(keys, ofShape));
    }

    /// <summary>The last heap, prepared piece by piece.</summary>
    internal sealed class LastHeap(IndexedHeap heap, ClassKeys keys)
    {
        ComparedObjects? objects;
        IdOrder? byId;
        ClassNumbers? numbers;

        /// <summary>What plain objects are called in all heaps.</summary>
        internal InterfaceDefinitions? Definitions { get; private set; }

        /// <summary>The objects.</summary>
        internal ComparedObjects Objects
        {
            get
            {
                Number();
                Sort();
                return objects ??= new(heap, byId!, numbers!, numbers!.In(keys, []));
            }
        }

        internal void FindDefinitions() => Definitions ??= InterfaceDefinitions.Find(heap.Graph);

        internal void Number() => numbers ??= ClassNumbers.Build(heap, shapes: null);

        internal void Sort() => byId ??= IdOrder.Build(heap);
    }
}
