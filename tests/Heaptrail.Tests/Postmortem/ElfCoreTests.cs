using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Memory;
using Xunit;

namespace Heaptrail.Tests.Postmortem;

/// <summary>Core dumps are read as they were written, and damaged ones are refused in one line.</summary>
public sealed class ElfCoreTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("heaptrail-core-");

    string Core => Path.Combine(folder.FullName, "a.core");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public unsafe void What_was_written_is_read()
    {
        Write();
        using ElfCore core = ElfCore.Open(Core);

        Assert.Equal([(0x10000UL, 8192L), (0x7F0000000000UL, 4096L)], core.Ranges.Select(range => (range.Start, range.Length)));
        Assert.Equal(0xAB, ((byte*)core.Ranges[0].Bytes)[5000]);
        Assert.Equal(42, core.Notes.Pid);
        Assert.Equal("node server.js", core.Notes.CommandLine);
        Assert.Equal([42, 43], core.Threads.Select(thread => thread.Id));
        Assert.Equal(0x7F0000000100UL, core.Threads[0].StackPointer);
        Assert.Equal(0, core.MissingBytes);
    }

    [Fact]
    public void A_file_that_is_cut_off_says_how_much_is_missing()
    {
        Write();
        byte[] whole = File.ReadAllBytes(Core);
        File.WriteAllBytes(Core, whole[..^5000]);
        using ElfCore core = ElfCore.Open(Core);

        Assert.Equal(5000, core.MissingBytes);
        Assert.Single(core.Ranges, range => range.Start == 0x10000);
    }

    [Fact]
    public void Memory_without_V8_is_refused()
    {
        Write();
        using ElfCore core = ElfCore.Open(Core);
        Assert.Contains("not the memory of a Node.js process", Assert.Throws<HeapReadException>(() => MemoryHeapReader.Read(core, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_parts_than_the_limit_are_refused()
    {
        Write();
        HeapReadException e = Assert.Throws<HeapReadException>(() => ElfCore.Open(Core, new() { Headers = 2 }).Dispose());
        Assert.Equal($"{Core} cannot be read: it promises 3 parts, more than the limit of 2", e.Message);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_never_crash()
    {
        Write();
        byte[] whole = File.ReadAllBytes(Core);
        var random = new Random(17);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. whole[..(round % 3 == 0 ? random.Next(whole.Length) : whole.Length)]];
            for (int change = random.Next(1, 6); change > 0 && damaged.Length > 0; change--)
                damaged[random.Next(Math.Min(damaged.Length, 700))] = (byte)random.Next(256);
            File.WriteAllBytes(Core, damaged);
            try
            {
                using ElfCore core = ElfCore.Open(Core);
                foreach (MemoryRange range in core.Ranges)
                    Touch(range);
            }
            catch (HeapReadException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 100, 2900);
    }

    static unsafe void Touch(MemoryRange range) => Assert.InRange(((byte*)range.Bytes)[0] + ((byte*)range.Bytes)[range.Length - 1], 0, 510);

    void Write()
    {
        using var memory = new FakeMemory();
        using FileStream file = File.Create(Core);
        ElfCoreWriter.Write(memory, 42, "node server.js", file);
    }

    sealed unsafe class FakeMemory : IProcessMemory
    {
        readonly nint bytes = System.Runtime.InteropServices.Marshal.AllocHGlobal(12288);

        internal FakeMemory() => new Span<byte>((void*)bytes, 12288).Fill(0xAB);

        public IReadOnlyList<MemoryRange> Ranges => [new(0x10000, 8192, bytes), new(0x7F0000000000, 4096, bytes + 8192)];

        public IReadOnlyList<StoppedThread> Threads => [new(42, Registers(0x7F0000000100)), new(43, Registers(0))];

        public long MissingBytes => 0;

        public void Dispose() => System.Runtime.InteropServices.Marshal.FreeHGlobal(bytes);

        static ulong[] Registers(ulong stack) => [.. Enumerable.Range(0, StoppedThread.RegisterCount).Select(i => i == 19 ? stack : (ulong)i)];
    }
}
