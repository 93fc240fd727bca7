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

    [Fact]
    public async Task Objects_that_are_being_moved_are_found_at_their_new_places()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(26));
        long moved = 0;
        for (int i = 0; i < 40 && moved == 0; i++)
        {
            moved = Check(program.Pid, mostRetries: 0).Moved;
            await Task.Delay(i % 7, TestContext.Current.CancellationToken);
        }

        Assert.InRange(moved, 1, long.MaxValue);
    }

    [Fact]
    public async Task A_process_that_collects_garbage_is_let_run_again()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(24));

        int retries = 0;
        for (int i = 0; i < 40 && retries == 0; i++)
        {
            using var copy = ProcessCopy.Take(program.Pid, mostRetries: 3, cancel: TestContext.Current.CancellationToken);
            retries = copy.Retries;
        }

        Assert.InRange(retries, 1, 3);
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
