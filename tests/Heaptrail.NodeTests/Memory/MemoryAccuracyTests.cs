using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Memory;

/// <summary>A heap read from memory is the one that V8 itself writes a moment later.</summary>
public sealed class MemoryAccuracyTests
{
    [Theory]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(26)]
    public async Task Objects_classes_and_retained_sizes_are_those_of_a_snapshot(int major)
    {
        using var folder = new TempFolder();
        await using MemoryFixture program = await MemoryFixture.StartAsync(folder, major);
        string file = folder.File("of-memory.heapsnapshot");
        CommandResult result = (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "memory", "-o", file])).Succeeded();
        Assert.Contains($"Process {program.Pid} stood still for ", result.Output, StringComparison.Ordinal);

        IndexedHeap memory = Read(file);
        IndexedHeap snapshot = Read(await program.WriteSnapshotAsync());
        Dictionary<string, int> found = Classes(memory);
        Dictionary<string, int> expected = Classes(snapshot);

        foreach (string name in (string[])["Session", "Widget", "Shop", "Date", "Map", "Set", "WeakMap", "Promise", "Server", "Watched", "Reading", "Generator"])
            Assert.Equal((name, expected.GetValueOrDefault(name)), (name, found.GetValueOrDefault(name)));
        int all = expected.Values.Sum();
        Assert.InRange(Math.Abs(found.Values.Sum() - all), 0, all / 1000);
        int differences = expected.Keys.Union(found.Keys).Sum(name => Math.Abs(found.GetValueOrDefault(name) - expected.GetValueOrDefault(name)));
        Assert.InRange(differences, 0, all / 200);
        Assert.Equal(Places(snapshot), Places(memory));
        Dictionary<string, long> retained = Parts(memory);
        Assert.Equal(10, retained.Count);
        // From Node.js 24 on compiled code hangs on functions by a number and not by a pointer: a class of which all objects are in one
        // place retains some hundred bytes less there.
        foreach ((string name, long bytes) in Parts(snapshot))
            Assert.True(Math.Abs(bytes - retained[name]) <= Math.Max(2048, bytes / 100), $"{name}: {retained[name]} instead of {bytes} bytes retained");
    }

    [Fact]
    public async Task The_program_goes_on_and_has_no_more_memory_than_before()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder,
            "global.kept = Array.from({ length: 50000 }, (_, i) => ({ i })); setInterval(() => {}, 1e6); require('fs').writeSync(1, 'ready\\n');", node: NodeVersions.Binary(20));
        long before = KiB(Status(program.Pid, "VmRSS"));
        for (int i = 0; i < 5; i++)
            (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "memory", "--raw", "--force", "-o", folder.File("x.core")])).Succeeded();

        Assert.DoesNotContain(Status(program.Pid, "State")[..1], "tT", StringComparison.Ordinal);
        Assert.Equal("0", Status(program.Pid, "TracerPid"));
        // V8's own snapshot of it takes 40 MiB more.
        Assert.InRange(KiB(Status(program.Pid, "VmRSS")) - before, -65536, 512);
    }

    [Fact]
    public async Task A_capture_that_is_killed_leaves_the_program_running()
    {
        using var folder = new TempFolder();
        await using MemoryFixture program = await MemoryFixture.StartAsync(folder, 22);
        var random = new Random(5);
        for (int i = 0; i < 12; i++)
        {
            using var capture = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(TestPaths.Launcher,
                ["snapshot", $"{program.Pid}", "--method", "memory", "--raw", "--force", "-o", folder.File("x.core")])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.Delay(random.Next(60, 500), TestContext.Current.CancellationToken);
            capture.Kill();
            await capture.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Status(program.Pid, "State")[..1], "tT", StringComparison.Ordinal);
            Assert.Equal("0", Status(program.Pid, "TracerPid"));
        }
    }

    [Fact]
    public async Task A_program_that_never_returns_to_its_event_loop_can_be_read()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder,
            "class Stuck {} global.stuck = Array.from({ length: 500 }, () => new Stuck()); require('fs').writeSync(1, 'ready\\n'); for (;;) {}", node: NodeVersions.Binary(24));
        string file = folder.File("stuck.heapsnapshot");

        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "-o", file])).Succeeded();

        Assert.Equal(500, Classes(Read(file))["Stuck"]);
    }

    [Fact]
    public async Task Each_worker_thread_has_a_heap_of_its_own()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, """
            const { Worker, isMainThread } = require('worker_threads');
            class Main {} class Work {}
            if (isMainThread) {
              global.kept = Array.from({ length: 20000 }, () => new Main());
              new Worker(__filename).on('message', () => console.log('ready'));
            } else {
              global.kept = Array.from({ length: 700 }, () => new Work());
              require('worker_threads').parentPort.postMessage('ready');
              setInterval(() => {}, 1000);
            }
            """, node: NodeVersions.Binary(22));
        string file = folder.File("threads.heapsnapshot");

        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "-o", file])).Succeeded();

        Assert.Equal(20000, Classes(Read(file))["Main"]);
        Assert.Equal(700, Classes(Read(folder.File("threads-worker-1.heapsnapshot")))["Work"]);
    }

    [Fact]
    public async Task What_is_no_Node_is_refused_in_one_line()
    {
        using var other = System.Diagnostics.Process.Start("sleep", "60");
        CommandResult result = await HeaptrailCommand.RunAsync(["snapshot", $"{other.Id}", "--method", "memory", "-q"]);
        other.Kill();

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("heaptrail: this is not the memory of a Node.js process: no version of V8 was found in it\n", result.Error);
    }

    static IndexedHeap Read(string file) =>
        IndexedHeap.Build(SnapshotReader.ReadFile(file, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    // Closures are told by their type alone: their names are those of functions.
    static Dictionary<string, int> Classes(IndexedHeap heap)
    {
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            HeapNode node = heap.Graph[new NodeIndex(i)];
            if (node.Type is not (NodeType.Object or NodeType.Closure) || node.RawName.StartsWith("global", StringComparison.Ordinal))
                continue;
            string name = node.Type == NodeType.Closure ? "(closure)" : heap.Classes.NameOf(new NodeIndex(i));
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
        return counts;
    }

    // Functions of the program, and objects of its classes, with their positions.
    static SortedDictionary<string, int> Places(IndexedHeap heap)
    {
        var places = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Dictionary<int, string> own = Heaptrail.Heap.Views.ScriptNames.Find(heap.Graph).Where(script => script.Value.EndsWith("fixture.cjs", StringComparison.Ordinal)).ToDictionary();
        Assert.NotEmpty(own);
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            if (heap.Graph[new NodeIndex(i)] is { Type: NodeType.Closure or NodeType.Object } node && heap.Graph.Locations[node.Index] is { } at && own.ContainsKey(at.ScriptId))
            {
                string key = $"{node.Type} {node.RawName} {at.Line}:{at.Column}";
                places[key] = places.GetValueOrDefault(key) + 1;
            }
        }
        return places;
    }

    // What the fields of the one Shop retain.
    static Dictionary<string, long> Parts(IndexedHeap heap)
    {
        NodeIndex shop = Enumerable.Range(0, heap.Graph.NodeCount).Select(i => new NodeIndex(i)).Single(node => heap.Graph[node] is { Type: NodeType.Object, RawName: "Shop", SelfSize: > 64 });
        var parts = new Dictionary<string, long>();
        foreach (HeapEdge edge in heap.Graph[shop].Edges)
        {
            if (edge.Type == EdgeType.Property && edge.Name != "__proto__")
                parts.Add(edge.Name, heap.RetainedSizes[edge.TargetIndex]);
        }
        return parts;
    }

    // One line of /proc/PID/status, without its key.
    static string Status(int pid, string key) => File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 1)..].Trim();

    static long KiB(string status) => long.Parse(status.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
