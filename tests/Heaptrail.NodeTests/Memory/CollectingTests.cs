using Heaptrail.Heap.Graph;
using Heaptrail.NodeTests.Support;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Live;

namespace Heaptrail.NodeTests.Memory;

/// <summary>A process that is collecting garbage just when its memory is read.</summary>
public sealed class CollectingTests
{
    const int Planted = 20_000;

    // Collects young objects all the time, and all of them survive at first.
    const string Program = """
        require('v8').setFlagsFromString('--expose-gc');
        const gc = require('vm').runInNewContext('gc');
        class Planted { constructor(i) { this.i = i; this.text = 't' + i; } }
        const kept = Array.from({ length: 20000 }, (_, i) => new Planted(i));
        global.keep = () => kept;
        require('fs').writeSync(1, 'ready\n');
        for (let k = 0; ; k++) {
          for (let i = 0; i < 20000; i++) kept[i] = new Planted(i);
          for (let i = 0; i < 3; i++) gc({ type: 'minor' });
        }
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(26)]
    public async Task Objects_that_are_being_moved_are_found_at_their_new_places(int major)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(major));
        int collecting = 0;
        long moved = 0;
        for (int i = 0; i < 8; i++)
        {
            MemoryCheck check = Check(program.Pid, mostRetries: 0);
            collecting += check.WasCollecting ? 1 : 0;
            moved += check.Moved;
            await Task.Delay(i, TestContext.Current.CancellationToken);
        }

        Assert.InRange(collecting, 1, 8);
        Assert.InRange(moved, 1, long.MaxValue);
    }

    [Fact]
    public async Task A_process_that_collects_garbage_is_let_run_again()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(24));

        using var copy = ProcessCopy.Take(program.Pid, mostRetries: 3, cancel: TestContext.Current.CancellationToken);

        Assert.InRange(copy.Retries, 1, 3);
    }

    // Whatever the collector does, an object is either at its old place or at its new one.
    static MemoryCheck Check(int pid, int mostRetries)
    {
        using var copy = ProcessCopy.Take(pid, mostRetries, TestContext.Current.CancellationToken);
        IReadOnlyList<MemoryHeap> heaps = MemoryHeapReader.Read(copy, TestContext.Current.CancellationToken);
        HeapGraph graph = heaps[0].Graph;
        int found = Enumerable.Range(0, graph.NodeCount).Count(i => graph[new NodeIndex(i)] is { Type: NodeType.Object, RawName: "Planted", SelfSize: 40 });
        Assert.InRange(found, Planted, Planted + 1);
        foreach (MemoryHeap heap in heaps)
            heap.Graph.Dispose();
        return heaps[0].Check;
    }
}
