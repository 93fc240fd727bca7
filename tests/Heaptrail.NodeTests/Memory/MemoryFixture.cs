using System.Diagnostics;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Memory;

/// <summary>A program with objects of many kinds, garbage that comes and goes, and a heap snapshot on demand.</summary>
sealed class MemoryFixture : IAsyncDisposable
{
    const string Program = """
        const v8 = require('v8'), fs = require('fs'), http = require('http');
        class Session { constructor(i) { this.id = i; this.next = null; } }
        class Widget { constructor(i) { this.a = i; } }
        class Shop { constructor(parts) { Object.assign(this, parts); } }
        global.requestLogs = [];
        for (let i = 0; i < 4000; i++) requestLogs.push({ url: '/u' + i, date: new Date() });
        const cache = new Map(), set = new Set(), weak = new WeakMap(), sessions = [], closures = [], tables = [], buffers = [], waiting = [];
        for (let i = 0; i < 1500; i++) cache.set('k' + i, { v: i });
        for (let i = 0; i < 900; i++) { const s = new Session(i); sessions.push(s); weak.set(s, { w: i, text: 'x' + i }); }
        for (let i = 0; i < 300; i++) closures.push(() => i + sessions.length);
        for (let i = 0; i < 100; i++) { const o = {}; for (let k = 0; k < 40; k++) o['p' + i + k] = k; delete o['p' + i + '3']; tables.push(o); }
        for (let i = 0; i < 50; i++) buffers.push(new Uint8Array(3000));
        for (let i = 0; i < 200; i++) set.add(new Widget(i));
        for (let i = 0; i < 80; i++) waiting.push((async () => { await new Promise(() => {}); return i; })());
        class Watched { constructor(i) { this.i = i; } }
        const registry = new FinalizationRegistry(() => {});
        for (let i = 0; i < 600; i++) registry.register(new Watched(i), i);
        class Reading { constructor(i) { this.at = i + 0.5; this.name = 'sensor' + i; } get late() { return this.at > 9; } }
        const readings = []; for (let i = 0; i < 300; i++) readings.push(new Reading(i), { at: i / 7, from: 'x' + i });
        for (let i = 0; i < 700; i++) Promise.resolve(new Watched(i)).then((w) => w.i);
        let rope = ''; for (let i = 0; i < 500; i++) rope += 'part' + i;
        const shop = new Shop({ cache, set, weak, sessions, closures, tables, buffers, rope, registry, readings });
        global.keep = () => [shop, waiting];
        let garbage = 0;
        setInterval(() => { for (let i = 0; i < 500; i++) garbage += JSON.stringify({ a: i, b: [i] }).length; }, 10);
        process.on('SIGUSR2', () => { v8.writeHeapSnapshot(process.argv[2] + '.partial'); fs.renameSync(process.argv[2] + '.partial', process.argv[2]); });
        http.createServer((request, response) => response.end('x')).listen(0, '127.0.0.1', () => console.log('ready'));
        """;

    readonly Process process;

    MemoryFixture(Process process) => this.process = process;

    public int Pid => process.Id;

    public required string Snapshot { get; init; }

    public static async Task<MemoryFixture> StartAsync(TempFolder folder, int major)
    {
        string snapshot = folder.File("of-v8.heapsnapshot");
        Process process = Process.Start(new ProcessStartInfo(NodeVersions.Binary(major), [folder.Write("fixture.cjs", Program), snapshot])
        { RedirectStandardOutput = true, WorkingDirectory = folder.Path })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        return new(process) { Snapshot = snapshot };
    }

    /// <summary>Has V8 write a snapshot by itself.</summary>
    public async Task<string> WriteSnapshotAsync()
    {
        (await Command.RunAsync("kill", ["-USR2", $"{Pid}"])).Succeeded();
        for (int i = 0; i < 600 && !File.Exists(Snapshot); i++)
            await Task.Delay(50);
        return Snapshot;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
