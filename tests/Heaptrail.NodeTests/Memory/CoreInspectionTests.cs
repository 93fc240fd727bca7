using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Memory;

/// <summary>Objects and stacks in the memory of a program that is stuck in a call are those that its source says.</summary>
public sealed class CoreInspectionTests
{
    const string Program = """
        class Session { constructor(i) { this.id = i; this.score = i / 4; this.next = null; } }
        class Job { constructor(n) { this.n = n; this.run('abc', n); } run(name) { return [1].map(function each(x) { return down(3, { name, x }); }); } }
        class Shop {
          constructor() {
            Object.assign(this, { name: 'corner', opened: new Date(Date.UTC(2026, 0, 2)), pattern: /a+b/, big: -12345678901234567890n, floats: [1.5, , -2.25], tags: new Set(['a', 7]),
              cache: new Map(), waiting: new Promise(() => {}), done: Promise.resolve(42), nothing: undefined, nil: null, yes: true, ratio: 0.1, buffer: Buffer.alloc(3000), sessions: [] });
            this.self = this;
          }
        }
        const shop = global.shop = new Shop();
        for (let i = 0; i < 700; i++) { const s = new Session(i); shop.sessions.push(s); shop.cache.set('k' + i, s); }
        function down(depth, job) {
          if (depth > 0) return down(depth - 1, job);
          return JSON.stringify({ toJSON() { return stuck(job, 12); } });
        }
        function stuck(job, number) { console.log('ready'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }
        setTimeout(function begin() { new Job(5); }, 1);
        """;

    [Theory]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(26)]
    public async Task Objects_references_and_the_stack_are_read_by_address(int major)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(major));
        string core = folder.File("stuck.core");
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "memory", "--raw", "-o", core])).Succeeded();

        using JsonDocument groups = await JsonAsync(["core", core, "objects", "--property", "score"]);
        JsonElement sessions = groups.RootElement.GetProperty("groups")[0];
        Assert.Equal(("Session", 700), (sessions.GetProperty("class").GetString(), sessions.GetProperty("count").GetInt32()));
        Assert.Equal(["id", "score", "next"], sessions.GetProperty("properties").EnumerateArray().Select(name => name.GetString()));
        using JsonDocument likes = await JsonAsync(["core", core, "objects", "--like", sessions.GetProperty("address").GetString()!, "-n", "1000"]);
        Assert.Equal(700, likes.RootElement.GetProperty("addresses").EnumerateArray().Select(address => address.GetString()).Distinct().Count());

        await CheckShopAsync(core);
        await CheckReferencesAsync(core, sessions.GetProperty("address").GetString()!);
        await CheckStackAsync(core);
    }

    static async Task CheckShopAsync(string core)
    {
        using JsonDocument shops = await JsonAsync(["core", core, "objects", "--class", "Shop"]);
        string address = shops.RootElement.GetProperty("groups").EnumerateArray().Single(group => group.GetProperty("propertyCount").GetInt32() > 3).GetProperty("address").GetString()!;
        string text = (await HeaptrailCommand.RunAsync(["core", core, "print", address, "-q"])).Succeeded().Output;

        Assert.StartsWith($"Shop {address} {{\n", text, StringComparison.Ordinal);
        foreach (string line in (string[])["name: \"corner\" 0x", "opened: Date 2026-01-02T00:00:00.000Z 0x", "pattern: RegExp /a+b/ 0x", "big: -12345678901234567890n\n", "[0]: 1.5, [2]: -2.25 }\n",
            "cache: Map(700) 0x", "\"k0\" => Session 0x", "waiting: Promise pending 0x", "[internal] result: 42", "nothing: undefined\n", "nil: null\n", "yes: true\n", "ratio: 0.1\n", "buffer: Buffer(3,000) 0x",
            "sessions: Array(700) 0x", $"self: Shop {address} (shown above)"])
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }
    }

    static async Task CheckReferencesAsync(string core, string session)
    {
        string text = (await HeaptrailCommand.RunAsync(["core", core, "refs", session, "-q"])).Succeeded().Output;
        Assert.Contains("] of Array ", text, StringComparison.Ordinal);
        Assert.Contains("entry of Map ", text, StringComparison.Ordinal);
        CommandResult nowhere = await HeaptrailCommand.RunAsync(["core", core, "refs", "0x12", "-q"]);
        Assert.Equal(2, nowhere.ExitCode);
        Assert.StartsWith("heaptrail: 0x12 is in no heap of ", nowhere.Error, StringComparison.Ordinal);
    }

    static async Task CheckStackAsync(string core)
    {
        using JsonDocument stack = await JsonAsync(["core", core, "stack"]);
        JsonElement thread = Assert.Single(stack.RootElement.GetProperty("threads").EnumerateArray());
        Assert.True(thread.GetProperty("isMain").GetBoolean());
        JsonElement[] frames = [.. thread.GetProperty("frames").EnumerateArray()];
        string[] names = [.. frames.Select(frame => frame.GetProperty("kind").GetString() == "native" ? "(native)" : frame.GetProperty("function").GetString()!)];
        // Node.js's own functions below a timer differ from version to version.
        string[] own = [.. names.SkipWhile(name => name != "stuck").TakeWhile(name => name != "listOnTimeout")];
        Assert.Equal(["stuck", "toJSON", "(native)", "down", "down", "down", "down", "each", "map", "run", "Job", "begin"], own);
        JsonElement stuck = frames.First(frame => frame.GetProperty("function").GetString() == "stuck");
        Assert.EndsWith(".cjs:16:15", stuck.GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.Equal(("Object", "12"), (stuck.GetProperty("arguments")[0].GetProperty("name").GetString(), stuck.GetProperty("arguments")[1].GetProperty("text").GetString()));
        Assert.True(frames.Single(frame => frame.GetProperty("function").GetString() == "Job").GetProperty("isConstruct").GetBoolean());
        Assert.Equal("builtin", frames.Single(frame => frame.GetProperty("function").GetString() == "map").GetProperty("kind").GetString());
        Assert.True(stuck.GetProperty("bytecodeOffset").GetInt32() > 0);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(26)]
    public async Task A_thread_in_a_loop_shows_where_it_is_and_one_that_waits_shows_nothing(int major)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, """
            const { Worker, isMainThread } = require('worker_threads');
            function spin() { for (;;) {} }
            if (isMainThread) new Worker(__filename).on('message', () => console.log('ready'));
            else { require('worker_threads').parentPort.postMessage('ready'); spin(); }
            """, node: NodeVersions.Binary(major));
        string core = folder.File("spin.core");
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "memory", "--raw", "-o", core])).Succeeded();

        using JsonDocument stack = await JsonAsync(["core", core, "stack"]);
        JsonElement thread = Assert.Single(stack.RootElement.GetProperty("threads").EnumerateArray());
        Assert.False(thread.GetProperty("isMain").GetBoolean());
        Assert.Equal("spin", thread.GetProperty("frames")[0].GetProperty("function").GetString());
        Assert.EndsWith(".cjs:2:14", thread.GetProperty("frames")[0].GetProperty("place").GetString(), StringComparison.Ordinal);
    }

    static async Task<JsonDocument> JsonAsync(string[] arguments) => JsonDocument.Parse((await HeaptrailCommand.RunAsync([.. arguments, "--json", "-q"])).Succeeded().Output);
}
