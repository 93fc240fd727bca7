using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>A place in a source file as people read it.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record ObjectPosition(string File, int Line, int Column);

/// <summary>Places of functions and constructors: the key is a number of the place, or of its file.</summary>
sealed class PlaceReader(PlaceIndex places, QueryField field) : TextReader
{
    internal override long KeyOf(int row) => places.KeyOf(new NodeIndex(row), field);

    protected override string TextOf(long key) => places.TextOf(key, field);
}

/// <summary>The places that nodes of a heap have, numbered as they are asked for.</summary>
sealed class PlaceIndex(IndexedHeap heap, Func<ObjectLocation, ObjectPosition> show)
{
    readonly Dictionary<ObjectLocation, int> known = [];
    readonly List<ObjectPosition> places = [];
    readonly List<int> fileOf = [];
    readonly Dictionary<string, int> numbers = [];
    readonly List<string> files = [];

    internal long KeyOf(NodeIndex node, QueryField field) => Find(node) is { } found ? field == QueryField.File ? found.File : found.Place : Reader.Missing;

    internal double LineOf(NodeIndex node) => Find(node) is { } found ? found.Line : double.NaN;

    internal string TextOf(long key, QueryField field)
    {
        lock (known)
        {
            if (field == QueryField.File)
                return files[(int)key];
            ObjectPosition place = places[(int)key];
            return string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{place.Column}");
        }
    }

    (int Place, int File, int Line)? Find(NodeIndex node)
    {
        if (heap.Graph.Locations[node] is not { } location)
            return null;
        lock (known)
        {
            if (!known.TryGetValue(location, out int number))
            {
                ObjectPosition place = show(location);
                if (!numbers.TryGetValue(place.File, out int file))
                {
                    numbers.Add(place.File, file = files.Count);
                    files.Add(place.File);
                }
                known.Add(location, number = places.Count);
                places.Add(place);
                fileOf.Add(file);
            }
            return (number, fileOf[number], places[number].Line);
        }
    }
}
