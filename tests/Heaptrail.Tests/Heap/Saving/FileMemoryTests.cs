using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Saving;
using Xunit;

namespace Heaptrail.Tests.Heap.Saving;

/// <summary>Columns that lie in the file of an index from the start.</summary>
public sealed class FileMemoryTests : IDisposable
{
    const int Many = 1 << 20;

    readonly string folder = Directory.CreateTempSubdirectory("heaptrail-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_released_column_has_its_values_again_when_somebody_asks()
    {
        using var writer = new IndexWriter(Path.Combine(folder, "index"));
        using Column<int> column = Numbers(writer.Memory);
        writer.Release("numbers", column);
        Assert.Equal(Enumerable.Range(0, Many), column.Span.ToArray());
    }

    [Fact]
    public void A_column_outlives_the_file_that_was_given_up()
    {
        var writer = new IndexWriter(Path.Combine(folder, "index"));
        using Column<int> column = Numbers(writer.Memory);
        writer.Dispose();
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(Many - 1, column[Many - 1]);
    }

    [Fact]
    public void Memory_that_comes_back_is_used_for_the_next_column_of_that_size()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "columns lie in the file on Linux only");
        using var writer = new IndexWriter(Path.Combine(folder, "index"));
        Numbers(writer.Memory).Dispose();
        long end = writer.Memory.End;
        using Column<int> second = Numbers(writer.Memory);
        Assert.Equal(end, writer.Memory.End);
        using Column<int> third = Numbers(writer.Memory);
        Assert.Equal(end + (Many * 4L), writer.Memory.End);
    }

    [Fact]
    public void Scratch_columns_are_no_part_of_the_index()
    {
        using var writer = new IndexWriter(Path.Combine(folder, "index"));
        long end = writer.Memory.End;
        using Column<int> scratch = Numbers(writer.Memory.Scratch);
        Assert.Equal(end, writer.Memory.End);
        Assert.Equal(Many - 1, scratch[Many - 1]);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_file_without_room_leaves_columns_to_the_memory_of_the_system()
    {
        // A pipe, like a full disk, promises no room.
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        var memory = new FileMemory(handle, 0, ColumnMemory.Native);
        using Column<int> column = Numbers(memory);
        Assert.Null(column.Source);
        Assert.Equal(Many - 1, column[Many - 1]);
    }

    [Fact]
    public void Short_columns_are_arrays()
    {
        using var writer = new IndexWriter(Path.Combine(folder, "index"));
        using Column<int> column = writer.Memory.Filled(10, 7);
        Assert.Null(column.Source);
    }

    static Column<int> Numbers(ColumnMemory memory)
    {
        Column<int> column = memory.Allocate<int>(Many);
        for (int i = 0; i < Many; i++)
            column[i] = i;
        return column;
    }
}
