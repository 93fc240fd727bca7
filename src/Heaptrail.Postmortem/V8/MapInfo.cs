namespace Heaptrail.Postmortem.V8;

/// <summary>What a map (hidden class) says about its objects.</summary>
sealed class MapInfo
{
    /// <summary>Address of the map.</summary>
    internal required ulong Address { get; init; }

    internal required int Type { get; init; }

    /// <summary>Bytes of each object; 0 when they differ.</summary>
    internal required int Size { get; init; }

    /// <summary>Words of an object before its first property.</summary>
    internal required int FirstProperty { get; init; }

    internal required byte BitField2 { get; init; }

    internal required uint BitField3 { get; init; }

    internal required ulong Prototype { get; init; }

    internal required ulong Constructor { get; init; }

    internal required ulong Descriptors { get; init; }

    internal bool IsDictionary => (BitField3 >> 21 & 1) != 0;

    internal bool IsPrototype => (BitField3 >> 20 & 1) != 0;

    internal bool NewTargetIsBase => (BitField2 & 1) != 0;

    internal int ElementsKind => BitField2 >> 2;

    internal int OwnDescriptors => (int)(BitField3 >> 10 & 0x3FF);

    /// <summary>Properties that lie in the object itself.</summary>
    internal int PropertiesInObject => Math.Max(0, (Size >> 3) - FirstProperty);

    /// <summary>Its objects' properties, once they were asked for.</summary>
    internal PropertyField[]? Fields { get; set; }

    /// <summary>Numbers of these properties' names in the graph, once they were asked for.</summary>
    internal int[]? FieldNames { get; set; }

    /// <summary>Name of the class of its objects, once it was asked for.</summary>
    internal string? ClassName { get; set; }

    /// <summary>Where the constructor of its objects is, once it was asked for.</summary>
    internal Heap.Graph.ObjectLocation? Place { get; set; }

    /// <summary>Whether <see cref="Place"/> was asked for.</summary>
    internal bool IsPlaceKnown { get; set; }

    /// <summary>Number of that name in the graph, once it was asked for.</summary>
    internal int ClassNameNumber { get; set; } = -1;
}

/// <summary>Where objects with one map have a property.</summary>
/// <param name="Key">Its name: a string or a symbol.</param>
/// <param name="Constant">Its value, when that is the same for all of them; otherwise 0.</param>
/// <param name="Offset">Where it lies in the object; 0 when it lies elsewhere.</param>
/// <param name="Outside">Where it lies in the array of further properties; 0 when it lies elsewhere.</param>
readonly record struct PropertyField(ulong Key, ulong Constant, int Offset, int Outside);
