using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// A fixed number of values of one kind. Few of them are an array; many lie outside of the garbage collector's heap, where they can be
/// given back at once and can also be a part of a mapped file. Whoever holds the graph or heap disposes it; there is no finalizer,
/// because a span over the memory would not keep it alive.
/// </summary>
sealed unsafe class Column<T> : IDisposable
    where T : unmanaged
{
    const int SmallestNative = 1 << 18;

    T[]? array;
    T* pointer;
    readonly bool isMapped;

    Column(T[] array)
    {
        this.array = array;
        Length = array.Length;
    }

    Column(T* pointer, int length, bool isMapped)
    {
        this.pointer = pointer;
        this.isMapped = isMapped;
        Length = length;
    }

    internal static Column<T> Empty { get; } = new(Array.Empty<T>());

    /// <summary>Number of values.</summary>
    internal int Length { get; private set; }

    /// <summary>Size in bytes.</summary>
    internal long Bytes => (long)Length * sizeof(T);

    /// <summary>The values. Hot loops take this once and work on it.</summary>
    internal Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => array is null ? new Span<T>(pointer, Length) : array;
    }

    /// <summary>One value.</summary>
    internal ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Span[index];
    }

    /// <summary>Takes memory that holds anything.</summary>
    internal static Column<T> Allocate(int length) =>
        (long)length * sizeof(T) < SmallestNative
            ? new Column<T>(GC.AllocateUninitializedArray<T>(length))
            : new((T*)NativeMemory.Alloc((nuint)length, (nuint)sizeof(T)), length, false);

    /// <summary>Takes memory and fills it.</summary>
    internal static Column<T> Filled(int length, T value)
    {
        Column<T> column = Allocate(length);
        column.Span.Fill(value);
        return column;
    }

    /// <summary>A column with the values of another.</summary>
    internal Column<T> Copy()
    {
        Column<T> copy = Allocate(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>A column over memory of a mapped file, which must outlive it.</summary>
    internal static Column<T> Over(byte* memory, int length) => new((T*)memory, length, true);

    /// <summary>Makes it longer or shorter; what it had is kept.</summary>
    internal void Resize(int length)
    {
        if (length == Length)
            return;
        if (array is null && !isMapped)
        {
            pointer = (T*)NativeMemory.Realloc(pointer, (nuint)Math.Max(1, (long)length * sizeof(T)));
            Length = length;
            return;
        }
        Column<T> other = Allocate(length);
        Span[..Math.Min(length, Length)].CopyTo(other.Span);
        array = other.array;
        pointer = other.pointer;
        Length = length;
    }

    /// <summary>Gives the memory back. The column is empty afterwards.</summary>
    public void Dispose()
    {
        if (array is null && !isMapped)
            NativeMemory.Free(pointer);
        pointer = null;
        array = [];
        Length = 0;
    }
}
