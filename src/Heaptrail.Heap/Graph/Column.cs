using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// A fixed number of values of one kind. Few of them are an array; many lie outside of the garbage collector's heap, where they can be
/// given back at once, or in a file that is mapped when somebody asks. Whoever holds the graph or heap disposes it; there is no
/// finalizer, because a span over the memory would not keep it alive.
/// </summary>
/// <remarks>
/// T is a type without references. No constraint says so: ReadyToRun compiles a generic type for int and the like in advance only when
/// its parameter has no constraint, and compiled at run time the accessors below cost a quarter of the time to open a file.
/// </remarks>
sealed unsafe class Column<T> : IDisposable
{
    const int SmallestNative = 1 << 18;

    // More than these, and it is cheaper to have the whole column checked than each place by itself.
    const int FewTouches = 1 << 14;

    T[]? array;
    void* pointer;
    IColumnSource? source;
    int touches;

    Column(T[] array)
    {
        this.array = array;
        Length = array.Length;
    }

    Column(void* pointer, int length)
    {
        this.pointer = pointer;
        Length = length;
    }

    /// <summary>A column whose memory somebody else owns: a part of a file.</summary>
    internal Column(IColumnSource source, int length)
    {
        this.source = source;
        Length = length;
    }

    internal static Column<T> Empty => new(Array.Empty<T>());

    /// <summary>Number of values.</summary>
    internal int Length { get; private set; }

    /// <summary>The values. Hot loops take this once and work on it.</summary>
    internal Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => pointer != null ? new Span<T>(pointer, Length) : array is not null ? array : Map();
    }

    /// <summary>One value.</summary>
    internal ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref pointer != null ? ref new Span<T>(pointer, Length)[index] : ref Slice(index, 1)[0];
    }

    /// <summary>Some of the values: those of a file that are not needed are not read and checked for it.</summary>
    internal Span<T> Slice(int start, int length) =>
        pointer == null && array is null && source is not null && touches++ < FewTouches ? Touch(start, length) : Span.Slice(start, length);

    /// <summary>Takes memory that holds anything.</summary>
    internal static Column<T> Allocate(int length) =>
        Bytes(length) < SmallestNative ? new Column<T>(GC.AllocateUninitializedArray<T>(length)) : new(NativeBlocks.Take(Bytes(length)), length);

    /// <summary>Takes memory of which little may be used.</summary>
    internal static Column<T> Reserve(int length) => new(NativeBlocks.Reserve(Bytes(length)), length);

    /// <summary>Takes memory and fills it.</summary>
    internal static Column<T> Filled(int length, T value)
    {
        Column<T> column = Allocate(length);
        column.Span.Fill(value);
        return column;
    }

    /// <summary>Makes it longer or shorter; what it had is kept.</summary>
    internal void Resize(int length)
    {
        if (length == Length)
            return;
        if (source is not null && length < Length)
        {
            Length = length;
            return;
        }
        if (pointer != null && source is null)
        {
            pointer = NativeBlocks.Resize(pointer, Bytes(length));
            Length = length;
            return;
        }
        Column<T> other = Allocate(length);
        Span[..Math.Min(length, Length)].CopyTo(other.Span);
        Release();
        array = other.array;
        pointer = other.pointer;
        Length = length;
    }

    /// <summary>Where the values lie; <see langword="null"/> when nobody but the column owns their memory.</summary>
    internal IColumnSource? Source => source;

    /// <summary>Gives the memory back. The column is empty afterwards.</summary>
    public void Dispose()
    {
        Release();
        array = [];
    }

    static long Bytes(int length) => (long)length * Unsafe.SizeOf<T>();

    void Release()
    {
        if (source is not null)
            source.Dispose();
        else if (pointer != null)
            NativeBlocks.Return(pointer, Bytes(Length));
        source = null;
        pointer = null;
        array = null;
        Length = 0;
    }

    Span<T> Touch(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start));
        return new(source!.Map(Bytes(start), Bytes(length)), length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Span<T> Map()
    {
        ObjectDisposedException.ThrowIf(source is null, this);
        pointer = source.Map(0, Bytes(Length));
        return new(pointer, Length);
    }
}

/// <summary>Memory that a column lies in.</summary>
unsafe interface IColumnSource : IDisposable
{
    /// <summary>Address of some of its bytes, which are there then. May be called by several threads.</summary>
    byte* Map(long place, long bytes);
}
