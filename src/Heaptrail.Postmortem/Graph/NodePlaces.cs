using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Positions in the source as heap snapshots have them: of functions their own, of objects that of their constructor.</summary>
sealed class NodePlaces(V8Heap heap, FunctionPlaces places, ClassNames classes)
{
    readonly Dictionary<ulong, ObjectLocation?> ofShared = [];

    /// <summary>Position for a node; <see langword="null"/> when it has none, or when the source is not in the memory.</summary>
    internal ObjectLocation? Of(ulong pointer, MapInfo map)
    {
        if (heap.Types.IsFunction(map.Type))
            return OfShared(heap.Field(pointer, heap.Layout.FunctionShared));
        if (!heap.Types.IsReceiver(map.Type))
            return null;
        if (!map.IsPlaceKnown)
        {
            ulong constructor = classes.PlacedConstructorOf(map);
            map.Place = constructor == 0 ? null : OfShared(heap.Field(constructor, heap.Layout.FunctionShared));
            map.IsPlaceKnown = true;
        }
        return map.Place;
    }

    // Closures of one function share it.
    ObjectLocation? OfShared(ulong shared)
    {
        if (!ofShared.TryGetValue(shared, out ObjectLocation? known))
        {
            (int script, int line, int column) = places.PositionOf(shared);
            ofShared.Add(shared, known = line == 0 ? null : new(script, line - 1, column - 1));
        }
        return known;
    }
}
