using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>Where the columns of one heap get their memory: here from the system.</summary>
class ColumnMemory
{
    internal static ColumnMemory Native { get; } = new();

    /// <summary>Where columns belong that are not kept.</summary>
    internal virtual ColumnMemory Scratch => this;

    /// <summary>Takes memory that holds anything.</summary>
    internal Column<T> Allocate<T>(int length) =>
        Take((long)length * Unsafe.SizeOf<T>()) is { } source ? new(source, length) : Column<T>.Allocate(length);

    /// <summary>Takes memory of which little may be used.</summary>
    internal Column<T> Reserve<T>(int length) =>
        Take((long)length * Unsafe.SizeOf<T>()) is { } source ? new(source, length) : Column<T>.Reserve(length);

    /// <summary>Takes memory and fills it.</summary>
    internal Column<T> Filled<T>(int length, T value)
    {
        Column<T> column = Allocate<T>(length);
        column.Span.Fill(value);
        return column;
    }

    /// <summary>A column with the values of another.</summary>
    internal Column<T> Copy<T>(Column<T> column)
    {
        Column<T> copy = Allocate<T>(column.Length);
        column.Span.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>Memory of its own kind; <see langword="null"/> to leave it to the column.</summary>
    protected virtual IColumnSource? Take(long bytes) => null;
}
